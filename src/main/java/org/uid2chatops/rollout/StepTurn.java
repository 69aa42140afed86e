package org.uid2chatops.rollout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.Decision.Wait;
import org.uid2chatops.rollout.Diagnosis.Finding;
import org.uid2chatops.rollout.RolloutTable.Turn;

/** One turn at one step: look, decide, journal, act. The only place where decisions are acted upon. Thread-safe. */
@Component
class StepTurn {

    /**
     * A change that has to be sent this often without coming true will not come true. The pauses between grow, so that some minutes pass:
     * Azure may show what it has accepted that much later.
     */
    private static final int MOST_SENDS = 8;

    /** How many times as long an error is borne for which the other side says when to come back: it works, and is busy. */
    private static final int ONCE_TOLD_WHEN = 4;

    /** Real time. Others take a step over that shows no heartbeat for eight seconds: who stood still for long must not send what it decided. */
    private static final Duration STANDSTILL = Duration.ofSeconds(5);

    private final Map<StepName, Step> steps;
    private final InterruptedLooks looks;
    private final Diagnoses diagnoses;
    private final Targets targets;
    private final StillAskedFor stillAskedFor;
    private final Ledger ledger;
    private final LookIntervals intervals;
    private final RolloutProperties properties;
    private final Clock clock;
    private final LongSupplier real;

    @Autowired
    StepTurn(List<Step> steps, InterruptedLooks looks, Diagnoses diagnoses, Targets targets, StillAskedFor stillAskedFor, Ledger ledger,
            LookIntervals intervals, RolloutProperties properties, Clock clock) {
        this(steps, looks, diagnoses, targets, stillAskedFor, ledger, intervals, properties, clock, System::nanoTime);
    }

    /** @param real nanoseconds of real time, from any start */
    StepTurn(List<Step> steps, InterruptedLooks looks, Diagnoses diagnoses, Targets targets, StillAskedFor stillAskedFor, Ledger ledger,
            LookIntervals intervals, RolloutProperties properties, Clock clock, LongSupplier real) {
        this.steps = steps.stream().collect(Collectors.toUnmodifiableMap(Step::name, Function.identity()));
        this.looks = looks;
        this.diagnoses = diagnoses;
        this.targets = targets;
        this.stillAskedFor = stillAskedFor;
        this.ledger = ledger;
        this.intervals = intervals;
        this.properties = properties;
        this.clock = clock;
        this.real = real;
    }

    /**
     * Takes a turn. Returns when the next is due, or empty if the step needs none.
     *
     * @throws RuntimeException if the store cannot be reached or the process is being stopped; the turn is to be taken again
     */
    Optional<Instant> take(RolloutId rollout, StepName name) {
        return ledger.turn(rollout, name).flatMap(known -> {
            String targetName = known.rollout().target();
            Optional<Target> target = targets.named(targetName);
            if (target.isEmpty()) {
                return ended(ledger.fail(known.turn(), new Cause("TargetRemoved", "Target `" + targetName
                        + "` is no longer in the configuration.", "Put `uid2.targets." + targetName + "` back.")));
            }
            if (known.rollout().definition() != Lifecycle.VERSION) {
                return ended(ledger.fail(known.turn(), new Cause("OtherLifecycle",
                        "This rollout was begun by a version of the bot in which other steps follow each other.",
                        "Type `/uid2 deploy " + targetName + "` again: it looks first and goes on from what stands.")));
            }
            return look(new Look(known, target.get()));
        });
    }

    /** What one turn knows. */
    private record Look(Ledger.Knowledge known, Target target) {
        Turn turn() {
            return known.turn();
        }

        StepHistory history() {
            return known.history();
        }
    }

    private Optional<Instant> look(Look look) {
        var context = new StepContext(look.turn().rollout(), look.target(), clock.instant(), look.history().since(),
                look.history().intent());
        Decision decision;
        try {
            Optional<Cause> changed = stillAskedFor.against(look.known().asked(), look.target(), look.turn().step());
            decision = changed.isPresent()
                    ? new Fail(changed.get())
                    : looks.during(look.turn().rollout(), look.turn().step(), () -> step(look.turn().step()).decide(context));
        } catch (Exception failure) {
            return troubled(look, failure, false);
        }
        if (!(decision instanceof Act)) {
            looks.forget(look.turn().rollout(), look.turn().step());
        }
        return switch (decision) {
            case Done done -> ended(ledger.complete(look.turn(), new Entry.Completed(look.turn().step(), done.detail(), done.facts())));
            case Fail fail -> ended(ledger.fail(look.turn(), fail.cause()));
            case Wait wait -> await(look, wait);
            case Act act -> act(look, act);
        };
    }

    private Step step(StepName name) {
        return Optional.ofNullable(steps.get(name)).orElseThrow(() -> new IllegalStateException("no feature offers the step " + name));
    }

    private Optional<Instant> act(Look look, Act act) {
        Turn turn = look.turn();
        int times = look.history().sent(act.what());
        if (times >= MOST_SENDS) {
            return ended(ledger.fail(turn, new Cause("DoesNotTakeEffect",
                    "“" + act.what() + "” was accepted " + times + " times and is still not so"
                            + (act.changes().isEmpty() ? "." : ": " + fields(act.changes()) + "."),
                    "See in the portal's activity log what changes it back (a policy, another tool), and end that.")));
        }
        long before = real.getAsLong();
        if (!ledger.note(turn, new Entry.Intended(turn.step(), act.what(), act.changes()))) {
            return Optional.empty();
        }
        if (real.getAsLong() - before > STANDSTILL.toNanos()) {
            looks.forget(turn.rollout(), turn.step());
            return Optional.of(clock.instant());
        }
        Optional<Duration> lookAgainIn;
        try {
            lookAgainIn = looks.during(turn.rollout(), turn.step(), act.effect()::run);
        } catch (Exception failure) {
            return troubled(look, failure, true);
        }
        looks.forget(turn.rollout(), turn.step());
        if (!ledger.note(turn, new Entry.Sent(turn.step()))) {
            return Optional.empty();
        }
        return Optional
                .of(clock.instant().plus(lookAgainIn.orElse(times == 0 ? Duration.ZERO : growing(properties.pollInterval(), times))));
    }

    private static String fields(List<Decision.Change> changes) {
        return changes.stream().map(change -> change.field() + " is " + change.from() + ", wanted " + change.to())
                .collect(Collectors.joining("; "));
    }

    private Optional<Instant> await(Look look, Wait wait) {
        Turn turn = look.turn();
        StepHistory history = look.history();
        Instant since = history.intent().map(StepContext.Intent::at).orElse(history.since());
        Optional<Instant> until = wait.limit().map(limit -> since.plus(limit.after()));
        Instant now = clock.instant();
        if (until.isPresent() && now.isAfter(until.get())) {
            return ended(ledger.fail(turn, wait.limit().orElseThrow().cause()));
        }
        if (!history.waitsFor(wait.why()) && !ledger.note(turn, new Entry.Waiting(turn.step(), wait.why(), until))) {
            return Optional.empty();
        }
        return Optional.of(now.plus(wait.lookAgainIn().orElseGet(() -> intervals.next(since))));
    }

    /** @param sent whether a change was sent, or was about to be */
    private Optional<Instant> troubled(Look look, Exception failure, boolean sent) {
        Turn turn = look.turn();
        return switch (diagnoses.of(failure, "rollout " + turn.rollout() + ", step " + turn.step())) {
            case Finding.Permanent(Cause cause) -> {
                // a retry comes after somebody has changed something
                looks.forget(turn.rollout(), turn.step());
                yield ended(ledger.fail(turn, cause));
            }
            case Finding.Transient(Cause cause, Optional<Duration> retryAfter) -> {
                if (sent && retryAfter.isEmpty()) {
                    // whether it was taken is not known: who says when to come back has not taken it
                    looks.forget(turn.rollout(), turn.step());
                }
                yield again(look, cause, retryAfter);
            }
        };
    }

    private Optional<Instant> again(Look look, Cause cause, Optional<Duration> retryAfter) {
        StepHistory history = look.history();
        Instant now = clock.instant();
        int attempt = history.retries() + 1;
        Optional<Instant> stuck = history.stuckSince();
        Duration limit = properties.giveUpAfter().multipliedBy(retryAfter.isPresent() ? ONCE_TOLD_WHEN : 1);
        if (stuck.isPresent() && !now.isBefore(stuck.get().plus(limit))) {
            String next = "It was tried " + attempt + " times in "
                    + Duration.between(history.troubledSince().orElse(stuck.get()), now).toMinutes()
                    + " min and does not pass. Find out why (Azure's status page, network, quota).";
            return ended(ledger.fail(look.turn(), new Cause(cause.code(), cause.what(), next, cause.reference())));
        }
        Duration pause = growing(properties.retryInterval(), attempt);
        Instant at = now.plus(retryAfter.filter(asked -> asked.compareTo(pause) > 0).orElse(pause));
        return ledger.note(look.turn(), new Entry.Retrying(look.turn().step(), cause, attempt, at)) ? Optional.of(at) : Optional.empty();
    }

    /** Returns the pause before the next try: it doubles each time, up to the longest. */
    private Duration growing(Duration first, int time) {
        Duration growing = first.multipliedBy(1L << Math.min(time - 1, 10));
        return growing.compareTo(properties.retryIntervalMax()) < 0 ? growing : properties.retryIntervalMax();
    }

    /** The step needs no further turn, whether this one could still be written or was overtaken. */
    private static Optional<Instant> ended(@SuppressWarnings("unused") boolean written) {
        return Optional.empty();
    }
}
