package org.uid2chatops.slack;

import java.util.stream.Collectors;

import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;

/** What {@code /uid2 targets} says. */
final class TargetsAnswer {

    private TargetsAnswer() {
    }

    static String of(Targets targets) {
        if (targets.all().isEmpty()) {
            return "No target is configured yet: whoever runs this bot adds them under `uid2.targets`.";
        }
        return (targets.all().size() == 1 ? "There is one target:" : "There are " + targets.all().size() + " targets:")
                + targets.all().stream().map(target -> "\n• " + line(target)).collect(Collectors.joining());
    }

    private static String line(Target target) {
        return Mrkdwn.code(target.name()) + ": " + target.environment().label() + ", " + Mrkdwn.escape(target.location())
                + ", resource group " + Mrkdwn.code(target.names().resourceGroup())
                + (target.approvalWanted() ? ", wants approval" : "");
    }
}
