package org.uid2chatops.slack;

import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;

/** What {@code /uid2 targets} says. */
final class TargetsAnswer {

    private static final int MOST_CHARACTERS = 3500;

    private TargetsAnswer() {
    }

    static String of(Targets targets) {
        if (targets.all().isEmpty()) {
            return "No target is configured yet: whoever runs this bot adds them under `uid2.targets`.";
        }
        var text = new StringBuilder(
                targets.all().size() == 1 ? "There is one target:" : "There are " + targets.all().size() + " targets:");
        int shown = 0;
        for (Target target : targets.all()) {
            String line = "\n• " + line(target);
            if (text.length() + line.length() > MOST_CHARACTERS) {
                return text.append("\n…and ").append(targets.all().size() - shown).append(" more").toString();
            }
            text.append(line);
            shown++;
        }
        return text.toString();
    }

    private static String line(Target target) {
        return "`" + Mrkdwn.escape(target.name()) + "`: " + target.environment().label() + ", " + Mrkdwn.escape(target.location())
                + ", resource group `" + Mrkdwn.escape(target.names().resourceGroup()) + "`"
                + (target.approvalWanted() ? ", wants approval" : "");
    }
}
