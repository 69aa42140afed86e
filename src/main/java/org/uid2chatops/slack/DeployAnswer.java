package org.uid2chatops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.Rollouts.StartResult;

/** What the one who typed {@code /uid2 deploy} is told. */
final class DeployAnswer {

    /** Slack takes 4,000 characters of text. Source: Slack, "chat.postEphemeral". */
    private static final int MOST_CHARACTERS = 3500;
    private static final int LONGEST_PART = 600;
    /** Of a mistake that would not fit alone, since escaping makes five characters of one. */
    private static final int SHORTEST_PART = 250;

    private DeployAnswer() {
    }

    static String of(StartResult result, Target target, String channel, Instant now) {
        String name = "`" + Mrkdwn.escape(target.name()) + "`";
        return switch (result) {
            case StartResult.Started started -> "Started: the deploy to " + name + " (`" + Mrkdwn.escape(started.id().value())
                    + "`). Follow it in " + Mrkdwn.channel(channel) + ", where one message shows how far it is; I mention you there when "
                    + "it ends. `/uid2 status " + Mrkdwn.escape(target.name()) + "` shows it to you alone.";
            case StartResult.Busy busy -> busy(busy.holder(), name, now);
            case StartResult.Refused refused -> refused(refused.found().blockers(), name);
            case StartResult.Unanswered unanswered -> refused(unanswered.found().unanswered(), name);
        };
    }

    private static String busy(RolloutView holder, String name, Instant now) {
        return "Not started: " + name + " is being deployed already, asked for by " + Mrkdwn.user(holder.by()) + " "
                + Mrkdwn.roughly(Duration.between(holder.started(), now)) + " ago (release `" + Mrkdwn.escape(holder.release()) + "`). "
                + StatusAnswer.now(holder, now) + " Follow it in " + Mrkdwn.channel(holder.channel())
                + ". One rollout per target at a time: when it has ended, type `/uid2 deploy " + Mrkdwn.escape(holder.target())
                + "` again if you still want to.";
    }

    private static String refused(List<Cause> mistakes, String name) {
        var text = new StringBuilder("Not started: a deploy to " + name + " could only fail, and nothing was touched. "
                + (mistakes.size() == 1 ? "To fix:" : "To fix, all " + mistakes.size() + ":"));
        for (int shown = 0; shown < mistakes.size(); shown++) {
            String more = "\n…and " + (mistakes.size() - shown) + " more";
            String line = line(mistakes.get(shown), LONGEST_PART);
            if (shown == 0 && text.length() + line.length() + more.length() > MOST_CHARACTERS) {
                line = line(mistakes.get(shown), SHORTEST_PART);
            }
            if (text.length() + line.length() + more.length() > MOST_CHARACTERS) {
                return text + more;
            }
            text.append(line);
        }
        return text.toString();
    }

    private static String line(Cause mistake, int most) {
        return "\n• " + Mrkdwn.escape(Mrkdwn.cut(mistake.what(), most)) + " (`" + Mrkdwn.escape(mistake.code()) + "`). "
                + Mrkdwn.escape(Mrkdwn.cut(mistake.next(), most));
    }
}
