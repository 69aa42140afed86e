package org.uid2chatops.sandbox.slack.web;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.workspace.Channel;
import org.uid2chatops.sandbox.slack.workspace.Directory;
import org.uid2chatops.sandbox.slack.workspace.Ids;
import org.uid2chatops.sandbox.slack.workspace.Json;

/** How channels and people look in answers. */
final class Places {

    private Places() {
    }

    /** @throws SlackError {@code invalid_arguments} or {@code channel_not_found} */
    static Channel channel(Arguments arguments) {
        return Directory.channel(arguments.required("channel")).orElseThrow(() -> new SlackError("channel_not_found"));
    }

    static ObjectNode json(Channel channel) {
        ObjectNode json = Json.object().put("id", channel.id()).put("created", 1_700_000_000).put("is_archived", false)
                .put("is_im", channel.with().isPresent());
        channel.with().ifPresentOrElse(person -> json.put("user", person.id()), () -> json.put("name", channel.name())
                .put("name_normalized", channel.name()).put("is_channel", true).put("is_private", false)
                .put("is_member", channel.botIsMember())
                .put("is_general", channel.name().equals("general"))
                .put("num_members", Person.values().length + (channel.botIsMember() ? 1 : 0)));
        return json;
    }

    static ObjectNode json(Person person) {
        return user(person.id(), person.handle(), false, person == Person.ROOT).put("is_restricted", person == Person.GUEST)
                .put("is_ultra_restricted", false).put("is_stranger", false);
    }

    static ObjectNode bot() {
        return user(Ids.BOT_USER, Ids.BOT_NAME, true, false);
    }

    private static ObjectNode user(String id, String name, boolean bot, boolean admin) {
        ObjectNode user = Json.object().put("id", id).put("team_id", Ids.TEAM).put("name", name).put("deleted", false)
                .put("real_name", Character.toUpperCase(name.charAt(0)) + name.substring(1)).put("tz", "Etc/UTC").put("tz_label", "UTC")
                .put("tz_offset", 0).put("is_admin", admin).put("is_owner", false).put("is_bot", bot).put("is_app_user", false);
        user.putObject("profile").put("real_name", user.path("real_name").asString("")).put("display_name", name).put("team", Ids.TEAM);
        return user;
    }
}
