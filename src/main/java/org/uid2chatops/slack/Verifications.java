package org.uid2chatops.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import org.uid2chatops.chain.ChainBreak;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Rollouts;
import org.uid2chatops.rollout.Verified;
import org.uid2chatops.slack.MessageStore.Address;
import org.uid2chatops.slack.SlackApi.Answer;

/**
 * Checks journals, and compares each with the hash that its rollout's message in Slack carries: whoever can write to the database could
 * make a chain anew, and cannot change what was posted. Thread-safe.
 */
@Component
class Verifications {

    private static final int MOST_ROLLOUTS = 10;
    private static final int MOST_LINES = 40;
    private static final String REWRITTEN = "its chain holds, but is not the one whose hash its message in Slack carries: it was written anew";

    private final Rollouts rollouts;
    private final MessageStore messages;
    private final Post post;

    Verifications(Rollouts rollouts, MessageStore messages, Post post) {
        this.rollouts = rollouts;
        this.messages = messages;
        this.post = post;
    }

    /** Returns what {@code /uid2 verify} says. */
    String of(List<Target> targets) {
        var broken = new ArrayList<String>();
        var whole = new ArrayList<String>();
        int most = targets.size() == 1 ? MOST_ROLLOUTS : 1;
        for (Target target : targets) {
            for (Verified verified : rollouts.verify(target.name(), most)) {
                Optional<String> posted = posted(verified);
                Optional<String> trouble = verified.broken().map(ChainBreak::what)
                        .or(() -> posted.filter(hash -> !holds(verified, hash, most)).map(_ -> REWRITTEN));
                trouble.ifPresentOrElse(what -> broken.add(":x: " + name(verified) + ": " + Mrkdwn.escape(what) + "."),
                        () -> whole.add(":white_check_mark: " + name(verified) + ": " + verified.rows() + " rows, "
                                + (posted.isPresent()
                                        ? "as Slack has seen it"
                                        : "not compared with Slack: its message there cannot be read")));
            }
        }
        if (broken.isEmpty() && whole.isEmpty()) {
            return "Nothing to verify: nothing was deployed by me yet.";
        }
        String head = broken.isEmpty()
                ? "The journal is as it was written" + (most == 1
                        ? " (the newest rollout of each target; name a target for its last "
                                + MOST_ROLLOUTS + ")"
                        : "") + ":"
                : "*The journal is not as it was written.* Somebody or something changed the database behind me. Do not rely on what I show "
                        + "about these rollouts; compare with Azure's activity log, and with a backup of the database:";
        var lines = new ArrayList<>(broken);
        lines.addAll(whole);
        return head + "\n" + String.join("\n", lines.stream().limit(MOST_LINES).toList())
                + (lines.size() > MOST_LINES ? "\n…and " + (lines.size() - MOST_LINES) + " more" : "");
    }

    /** What runs may have gone on, and been posted, since its journal was read. */
    private boolean holds(Verified verified, String hash, int most) {
        return verified.hashes().contains(hash) || rollouts.verify(verified.target(), most).stream()
                .anyMatch(again -> again.rollout().equals(verified.rollout()) && again.hashes().contains(hash));
    }

    /** Returns the hash that the rollout's message carries; empty if that cannot be read now. */
    private Optional<String> posted(Verified verified) {
        return messages.find(Address.live(verified.rollout().value())).map(post::head)
                .flatMap(answer -> answer instanceof Answer.Ok(var head) ? head : Optional.empty());
    }

    private static String name(Verified verified) {
        return Mrkdwn.code(verified.target()) + ", " + Mrkdwn.code(verified.rollout().value());
    }
}
