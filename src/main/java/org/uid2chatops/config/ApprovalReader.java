package org.uid2chatops.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.uid2chatops.time.WrittenDuration;

/** Reads who must agree before a rollout: {@code approval}, {@code approval.…}, and the channel that it may be asked for in. */
final class ApprovalReader {

    private static final String HELP = "C012ABCDEF or G012ABCDEF: in Slack, open the channel's details; its id stands at the bottom.";
    private static final List<String> PARTS = List.of("approval.quorum", "approval.freeze-quorum", "approval.groups",
            "approval.expires-after",
            "approval.requester-counts", "approval.break-glass-review-within");
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int MOST = 20;

    private ApprovalReader() {
    }

    /** Returns the only channel that a rollout of the target may be asked for in; empty means any. */
    static Optional<String> channel(TargetSettings settings) {
        Optional<String> channel = settings.get("channel");
        channel.filter(id -> !id.matches("[CG][A-Z0-9]{4,}"))
                .ifPresent(id -> settings.mistake("channel", "\"" + id + "\" is not a channel's id", "Write the id, like " + HELP));
        return channel;
    }

    static Optional<ApprovalPolicy> policy(TargetSettings settings, DeploymentEnvironment environment, Optional<String> channel) {
        boolean prod = environment == DeploymentEnvironment.PROD;
        boolean wanted = settings.flag("approval", prod || PARTS.stream().anyMatch(settings::isWritten));
        if (!wanted) {
            PARTS.forEach(part -> settings.ignored(part, "approval is false"));
            return Optional.empty();
        }
        if (settings.get("environment").filter("prod"::equals).isPresent() && channel.isEmpty()) {
            settings.mistake("channel", "is missing",
                    "A rollout that wants approval in prod is asked for in one channel: write its id, like " + HELP);
        }
        int quorum = settings.number("approval.quorum", 2, 1, MOST);
        var policy = new ApprovalPolicy(quorum, settings.number("approval.freeze-quorum", quorum + 1, quorum, MOST + 1), groups(settings),
                expiresAfter(settings),
                settings.flag("approval.requester-counts", false), breakGlass(settings));
        if (prod && policy.requesterCounts()) {
            settings.mistake("approval.requester-counts", "\"true\" is not possible in prod",
                    "Remove it: nobody approves their own rollout there.");
        }
        return Optional.of(policy);
    }

    private static Set<String> groups(TargetSettings settings) {
        List<String> groups = settings.list("approval.groups");
        groups.stream().filter(id -> !id.matches("S[A-Z0-9]{4,}"))
                .forEach(id -> settings.mistake("approval.groups", "\"" + id + "\" is not a Slack user group's id",
                        "Write the id, like S012ABCDEF: in Slack, More → People → User groups, open the group; it ends the link that ⋮ copies."));
        return Set.copyOf(groups);
    }

    private static Duration expiresAfter(TargetSettings settings) {
        String rule = "Write a duration from 1m to 30d, like 12h; nobody looks at a request that is older.";
        return WrittenDuration.read(settings.get("approval.expires-after", "12h",
                text -> WrittenDuration.read(text).filter(ApprovalReader::sensible).isPresent(), rule)).orElse(Duration.ofHours(12));
    }

    private static Optional<Duration> breakGlass(TargetSettings settings) {
        String name = "approval.break-glass-review-within";
        Optional<String> written = settings.get(name);
        Optional<Duration> within = written.flatMap(WrittenDuration::read).filter(ApprovalReader::sensible);
        if (written.isPresent() && within.isEmpty()) {
            settings.mistake(name, "\"" + written.get() + "\" is not possible", "Write a duration from 1m to 30d, like 24h, within which "
                    + "somebody reviews what one person agreed to in an emergency; remove it, and there is no break-glass.");
        }
        return within;
    }

    private static boolean sensible(Duration duration) {
        return duration.compareTo(Duration.ofMinutes(1)) >= 0 && duration.compareTo(LONGEST) <= 0;
    }
}
