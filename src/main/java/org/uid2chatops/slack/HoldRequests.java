package org.uid2chatops.slack;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.uid2chatops.config.Target;
import org.uid2chatops.hold.Hold;
import org.uid2chatops.hold.Holds;
import org.uid2chatops.rollout.Obstacle;

/** Does what is asked about locks and freezes, for people who may. */
final class HoldRequests {

    private final Holds holds;
    private final Clock clock;

    HoldRequests(Holds holds, Clock clock) {
        this.holds = holds;
        this.clock = clock;
    }

    List<Hold> on(Target target) {
        return holds.on(target.name());
    }

    String lock(Request request, Target target) {
        Hold lock = holds.lock(target.name(), request.user(), request.words().orElse("no reason given"), request.channel());
        String name = Mrkdwn.code(target.name());
        return lock.by().equals(request.user())
                ? "Locked: nobody but you changes " + name + " until you type `/uid2 unlock " + Mrkdwn.escape(target.name()) + "` ("
                        + Mrkdwn.escape(lock.reason()) + "). I remind you after a day."
                : "Not locked: " + words(lock) + " `/uid2 unlock " + Mrkdwn.escape(target.name())
                        + " anyway` takes it away, and tells them.";
    }

    String unlock(Request request, Target target, boolean anyway) {
        String plain = Mrkdwn.escape(target.name());
        return holds.unlock(target.name(), request.user(), anyway, request.channel())
                .map(lock -> lock.by().equals(request.user()) || anyway
                        ? "Unlocked: `" + plain + "` can be changed again."
                                + (lock.by().equals(request.user()) ? "" : " " + Mrkdwn.user(lock.by()) + " is told.")
                        : "Not unlocked: " + words(lock) + " `/uid2 unlock " + plain + " anyway` takes it away, and tells them.")
                .orElseGet(() -> "Nothing to unlock: nobody has locked `" + plain + "`.");
    }

    /** @param request whose words are when it ends and, in the next line, why */
    String freeze(Request request, Target target) {
        String[] words = request.words().orElse("").split("\n", 2);
        Optional<Instant> until = When.read(words[0]).map(when -> when.after(clock.instant()));
        if (until.filter(clock.instant()::isBefore).isEmpty()) {
            return "Not frozen: " + Mrkdwn.quote(words[0])
                    + " is not a time in the future. Write it like `3h`, `2d` or `2026-12-01 18:00` (UTC).";
        }
        Hold freeze = holds.freeze(target.name(), request.user(), words.length > 1 ? words[1] : "", until.get());
        return "Frozen: " + words(freeze) + " Nothing that runs is stopped; `/uid2 unfreeze " + Mrkdwn.escape(target.name())
                + "` ends it earlier.";
    }

    String unfreeze(Target target) {
        String name = Mrkdwn.code(target.name());
        return holds.unfreeze(target.name())
                ? "Unfrozen: " + name + " can be changed again."
                : "Nothing to unfreeze: nobody has frozen " + name + ". A freeze of the configuration ends by itself.";
    }

    /** Returns {@link #words} with a sign before them. */
    static String line(Hold hold) {
        return (hold.kind() == Hold.Kind.LOCK ? ":lock: " : ":snowflake: ") + words(hold);
    }

    static String words(Hold hold) {
        return words(hold.target(), hold.obstacle());
    }

    /** Returns in a sentence who holds a target, since when, why, and for how long. */
    static String words(String target, Obstacle obstacle) {
        return Mrkdwn.code(target) + " is " + obstacle.what() + " by "
                + (obstacle.by().isEmpty() ? "the configuration" : Mrkdwn.user(obstacle.by())) + " since "
                + ApprovalMessage.date(obstacle.since())
                + obstacle.until().map(until -> ", until " + ApprovalMessage.date(until)).orElse("") + ": "
                + Mrkdwn.escape(obstacle.reason())
                + ".";
    }
}
