package org.uid2chatops.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.ConfigurationCheck;
import org.uid2chatops.config.Targets;

/** Says which of those who are given a role are no Slack ids, and which targets do not exist. Nobody listed is no mistake. */
@Component
class AccessConfigurationCheck implements ConfigurationCheck {

    private static final Pattern ID = Pattern.compile("[UWS][A-Z0-9]{4,}");

    private final AccessProperties properties;
    private final Targets targets;

    AccessConfigurationCheck(AccessProperties properties, Targets targets) {
        this.properties = properties;
        this.targets = targets;
    }

    @Override
    public List<Problem> problems() {
        var problems = new ArrayList<Problem>();
        var everywhere = new AccessProperties.Grants(properties.viewers(), properties.deployers(), properties.approvers(),
                properties.admins());
        problems.addAll(problems("uid2.access.", everywhere));
        var there = properties.targets() == null ? Map.<String, AccessProperties.Grants>of() : properties.targets();
        there.forEach((name, grants) -> {
            problems.addAll(problems("uid2.access.targets." + name + ".", grants));
            if (targets.names().stream().noneMatch(name::equals)) {
                problems.add(new Problem("uid2.access.targets." + name, "there is no such target",
                        "Write the name of one (" + String.join(", ", targets.names()) + "), or remove it."));
            }
        });
        return problems;
    }

    private static List<Problem> problems(String prefix, AccessProperties.Grants grants) {
        var problems = new ArrayList<Problem>();
        for (Role role : Role.values()) {
            var ids = grants.of(role);
            if (ids != null) {
                ids.stream().filter(id -> !ID.matcher(id).matches() && !(role == Role.VIEWER && id.equals(AccessProperties.EVERYONE)))
                        .map(id -> problem(prefix + role.word() + "s", id)).forEach(problems::add);
            }
        }
        return problems;
    }

    private static Problem problem(String property, String value) {
        return new Problem(property, "'" + value + "' is not a Slack user id (like U012ABCDEF) or a user group's (like S012ABCDEF)",
                "Write the id instead: in Slack, open that person's profile → ⋮ → Copy member ID; of a group, the end of its link.");
    }
}
