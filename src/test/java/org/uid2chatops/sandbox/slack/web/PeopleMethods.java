package org.uid2chatops.sandbox.slack.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.slack.workspace.Directory;
import org.uid2chatops.sandbox.slack.workspace.Directory.Group;
import org.uid2chatops.sandbox.slack.workspace.Ids;
import org.uid2chatops.sandbox.slack.workspace.Json;

/** {@code auth.test}, {@code users.*}, {@code usergroups.*} */
final class PeopleMethods {

    private static final String PERSON = "slack.person";
    private static final String LEFT = "slack.left-group";
    private final Faults faults;

    PeopleMethods(Faults faults) {
        this.faults = faults;
        faults.declare(new Faults.Available(PERSON, "somebody is not a full member of the workspace (any more)",
                Map.of("user", "handle, e.g. sam", "field", "of users.info: deleted, is_bot, is_restricted, is_stranger")));
        faults.declare(new Faults.Available(LEFT, "somebody is not in the user groups (any more)", Map.of("user", "handle, e.g. sam")));
    }

    Map<String, Method> all() {
        return Map.of("auth.test", _ -> authTest(), "users.info", this::info, "users.list", _ -> list(), "usergroups.list",
                PeopleMethods::groups, "usergroups.users.list", this::members);
    }

    private static ObjectNode authTest() {
        return Json.object().put("url", "https://" + Ids.TEAM_DOMAIN + ".slack.com/").put("team", "UID2 sandbox").put("user", Ids.BOT_NAME)
                .put("team_id", Ids.TEAM).put("user_id", Ids.BOT_USER).put("bot_id", Ids.BOT).put("is_enterprise_install", false);
    }

    private ObjectNode info(Arguments arguments) {
        String id = arguments.required("user");
        ObjectNode user = id.equals(Ids.BOT_USER)
                ? Places.bot()
                : Directory.personWithId(id).map(Places::json).orElseThrow(() -> new SlackError("user_not_found"));
        faults.standing(PERSON).stream().filter(fault -> fault.text("user", "").equals(user.path("name").asString("")))
                .forEach(fault -> user.put(fault.text("field", "deleted"), true));
        return Json.object().set("user", user);
    }

    private static ObjectNode list() {
        ObjectNode answer = Json.object();
        ArrayNode members = answer.putArray("members");
        Arrays.stream(Person.values()).map(Places::json).forEach(members::add);
        members.add(Places.bot());
        answer.putObject("response_metadata").put("next_cursor", "");
        return answer;
    }

    private static ObjectNode groups(Arguments arguments) {
        ObjectNode answer = Json.object();
        ArrayNode groups = answer.putArray("usergroups");
        for (Group group : Directory.GROUPS) {
            ObjectNode json = groups.addObject().put("id", group.id()).put("team_id", Ids.TEAM).put("is_usergroup", true)
                    .put("name", group.name()).put("handle", group.handle()).put("user_count", group.members().size());
            if (arguments.flag("include_users")) {
                ArrayNode users = json.putArray("users");
                group.members().forEach(person -> users.add(person.id()));
            }
        }
        return answer;
    }

    private ObjectNode members(Arguments arguments) {
        String id = arguments.required("usergroup");
        Group group = Directory.GROUPS.stream().filter(each -> each.id().equals(id)).findFirst()
                .orElseThrow(() -> new SlackError("no_such_subteam"));
        ObjectNode answer = Json.object();
        ArrayNode users = answer.putArray("users");
        List<String> left = faults.standing(LEFT).stream().map(fault -> fault.text("user", "")).toList();
        group.members().stream().filter(person -> !left.contains(person.handle())).forEach(person -> users.add(person.id()));
        return answer;
    }
}
