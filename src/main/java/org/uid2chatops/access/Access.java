package org.uid2chatops.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

import org.uid2chatops.access.AccessProperties.Granted;
import org.uid2chatops.access.People.Members;
import org.uid2chatops.access.People.Standing;
import org.uid2chatops.config.Target;

/**
 * Decides who may do what. May ask Slack who is in a group, so that it is never asked before a request is acknowledged. What cannot be
 * known is no. Thread-safe.
 */
@Component
@EnableConfigurationProperties(AccessProperties.class)
public class Access {

    private static final int MOST_NAMED = 10;
    private static final Duration FOR_SHOW = Duration.ofMinutes(10);
    /** A decision looks anew; not more often, since Slack tells of groups twenty times a minute only. */
    private static final Duration FRESH = Duration.ofSeconds(4);

    private final AccessProperties properties;
    private final People people;

    public Access(AccessProperties properties, People people) {
        this.properties = properties;
        this.people = people;
    }

    /** Decides whether that person (a Slack user id) has that role at that target. */
    public Verdict check(String user, Role role, Target target) {
        return switch (people.standing(user)) {
            case Standing.Outsider(String what) -> new Verdict.Refused(
                    "I take orders from full members of this workspace only, and you are " + what + " here. Nothing was done.");
            case Standing.Unknown(String why) -> new Verdict.Unknown("I cannot tell who you are: " + why
                    + ". Nothing was done. Try again in a minute.");
            case Standing.Member _ -> ofMember(user, role, target, age(role));
        };
    }

    /** Returns what somebody is in this workspace. */
    public Standing standing(String user) {
        return people.standing(user);
    }

    /**
     * Returns which roles a full member is to be shown to have at targets, which may rest on what Slack said ten minutes ago. A group is asked
     * for once.
     */
    public List<Shown> shown(String user, List<Target> targets) {
        Map<String, Members> asked = new HashMap<>();
        return targets.stream().map(target -> {
            var roles = EnumSet.noneOf(Role.class);
            var unknown = new ArrayList<String>();
            for (Role role : Role.values()) {
                if (has(user, ids(role, target), group -> asked.computeIfAbsent(group, id -> people.members(id, FOR_SHOW)), unknown)) {
                    roles.add(role);
                }
            }
            return new Shown(target, roles, unknown.isEmpty());
        }).toList();
    }

    /** Returns whether somebody is to be shown what a role allows, which may rest on what Slack said ten minutes ago. */
    public boolean shows(String user, Role role, Target target) {
        return people.standing(user) instanceof Standing.Member && ofMember(user, role, target, FOR_SHOW) instanceof Verdict.Allowed;
    }

    private Verdict ofMember(String user, Role role, Target target, Duration age) {
        var unknown = new ArrayList<String>();
        if (has(user, ids(role, target), group -> people.members(group, age), unknown)) {
            return new Verdict.Allowed();
        }
        return unknown.isEmpty()
                ? new Verdict.Refused(missing(role, target))
                : new Verdict.Unknown(
                        "I cannot tell whether you have the role *" + role.word() + "* at `" + target.name() + "`: Slack did not say "
                                + String.join(", nor ", unknown) + ". Nothing was done. Try again in a minute.");
    }

    /** @param unknown is given, in words, what Slack did not say */
    private static boolean has(String user, List<String> ids, Function<String, Members> members, List<String> unknown) {
        if (ids.contains(user) || ids.contains(AccessProperties.EVERYONE)) {
            return true;
        }
        for (String group : groups(ids)) {
            switch (members.apply(group)) {
                case Members.Known(Set<String> users) when users.contains(user) -> {
                    return true;
                }
                case Members.Known _ -> {
                }
                case Members.Unknown(String why) -> unknown.add("who is in " + mention(group) + " (" + why + ")");
            }
        }
        return false;
    }

    /** Returns who may agree to a rollout of that target now; whom Slack does not name cannot. */
    public Approvers approvers(Target target) {
        List<String> ids = ids(Role.APPROVER, target);
        var users = new TreeSet<>(ids.stream().filter(id -> !isGroup(id)).toList());
        var unknown = new ArrayList<String>();
        for (String group : groups(ids)) {
            if (people.members(group, FRESH) instanceof Members.Known(Set<String> members)) {
                users.addAll(members);
            } else {
                unknown.add(group);
            }
        }
        return new Approvers(users, unknown);
    }

    /** Returns which of these groups somebody is in now; those that Slack does not tell of are not among them. */
    public Set<String> among(Set<String> groups, String user) {
        return groups.stream().filter(group -> people.members(group, FRESH) instanceof Members.Known(Set<String> members)
                && members.contains(user)).collect(Collectors.toUnmodifiableSet());
    }

    /** Says who has a role at a target, as Slack shows it; for somebody who does not. */
    public String whoHas(Role role, Target target) {
        Granted granted = properties.granted(role, target.name());
        return granted.ids().isEmpty()
                ? "Nobody is listed in `" + granted.property() + "`"
                : "It is given in `" + granted.property() + "` to " + granted.ids().stream().limit(MOST_NAMED).map(Access::mention)
                        .collect(Collectors.joining(", ")) + (granted.ids().size() > MOST_NAMED ? "…" : "");
    }

    /** Says who gives roles, as Slack shows it. */
    public String whoGrants() {
        return grants("");
    }

    /** @param target its name; empty for who gives roles everywhere */
    private String grants(String target) {
        List<String> admins = properties.granted(Role.ADMIN, target).ids();
        return admins.isEmpty()
                ? "whoever runs this bot"
                : admins.stream().limit(MOST_NAMED).map(Access::mention).collect(Collectors.joining(", "));
    }

    private String missing(Role role, Target target) {
        return "You may not do that at `" + target.name() + "`: it wants the role *" + role.word() + "*, which you do not have. "
                + whoHas(role, target) + ". Ask one of them to do it, or " + grants(target.name()) + " to give you the role.";
    }

    /** Returns everybody and every group listed for a role that includes this one. */
    private List<String> ids(Role role, Target target) {
        return Arrays.stream(Role.values()).filter(each -> each.includes(role))
                .flatMap(each -> properties.granted(each, target.name()).ids().stream()).distinct().toList();
    }

    private static List<String> groups(List<String> ids) {
        return ids.stream().filter(Access::isGroup).toList();
    }

    private static boolean isGroup(String id) {
        return id.startsWith("S");
    }

    private static String mention(String id) {
        return isGroup(id) ? "<!subteam^" + id + ">" : id.equals(AccessProperties.EVERYONE) ? id : "<@" + id + ">";
    }

    /** The more a role may do, the fresher what it rests on. */
    private static Duration age(Role role) {
        return switch (role) {
            case VIEWER -> FOR_SHOW;
            case DEPLOYER -> Duration.ofMinutes(1);
            case APPROVER, ADMIN -> FRESH;
        };
    }

    /**
     * Which roles somebody has at a target.
     *
     * @param roles all of them: an admin has each
     * @param certain whether Slack told of every group
     */
    public record Shown(Target target, Set<Role> roles, boolean certain) {
        public Shown {
            roles = Set.copyOf(roles);
        }
    }

    /**
     * Who may agree to something.
     *
     * @param users Slack user ids
     * @param unknown groups that Slack did not tell of
     */
    public record Approvers(Set<String> users, List<String> unknown) {
    }
}
