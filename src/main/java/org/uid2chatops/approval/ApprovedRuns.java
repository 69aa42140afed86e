package org.uid2chatops.approval;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import org.uid2chatops.approval.Approval.State;
import org.uid2chatops.approval.Approval.Vote;
import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;
import org.uid2chatops.rollout.Agreement;
import org.uid2chatops.rollout.Plan;
import org.uid2chatops.rollout.Rollouts;
import org.uid2chatops.rollout.Rollouts.StartResult;

/** Starts what people agreed to, if it still is that; else says what has changed, and asks anew. Thread-safe. */
@Component
class ApprovedRuns {

    /** On the bot's clock. */
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final int MOST_CHANGES = 10;
    private static final String NO_APPROVAL = "nobody has to agree to a deploy to this target any more. If that is meant, /uid2 deploy "
            + "without a reason starts one.";

    private final Approvals approvals;
    private final Rollouts rollouts;
    private final Targets targets;
    private final Clock clock;

    ApprovedRuns(Approvals approvals, Rollouts rollouts, Targets targets, Clock clock) {
        this.approvals = approvals;
        this.rollouts = rollouts;
        this.targets = targets;
        this.clock = clock;
    }

    /** Returns when to try again; empty if that is over. */
    Optional<Instant> run(String id) {
        Approval approval = approvals.find(id).filter(one -> one.state() == State.APPROVED).orElse(null);
        if (approval == null) {
            return Optional.empty();
        }
        Optional<Target> target = targets.named(approval.target()).filter(Target::approvalWanted);
        if (target.isEmpty()) {
            return ended(id, State.BLOCKED, targets.named(approval.target()).isEmpty()
                    ? "the target is no longer in the configuration."
                    : NO_APPROVAL);
        }
        if (Ballot.tooLate(approval, target.get().approval().orElseThrow(), clock.instant())) {
            return ended(id, State.EXPIRED, Approvals.NEVER_STARTED);
        }
        var agreement = new Agreement(id, approval.digest(), approval.votes().stream().map(Vote::user).toList(), approval.breakGlass());
        return switch (rollouts.deploy(target.get(), approval.requester(), approval.channel(), "approval " + id, Optional.of(agreement))) {
            case StartResult.Refused refused -> ended(id, State.BLOCKED,
                    "it could only fail. " + refused.found().blockers().stream().map(cause -> cause.what() + " " + cause.next())
                            .collect(Collectors.joining(" ")));
            case StartResult.WantsApproval _ -> ended(id, State.BLOCKED, NO_APPROVAL);
            case StartResult.Differs differs -> {
                approvals.askAnew(approval, String.join("; ", changes(approval, differs.plan())), target.get(), differs.plan());
                yield Optional.empty();
            }
            // the agreement was used up as it started, or does not hold any more
            case StartResult.Started _,StartResult.Lapsed _ -> Optional.empty();
            case StartResult.Busy _,StartResult.Held _ -> Optional.of(clock.instant().plus(AGAIN));
            case StartResult.Unanswered unanswered -> Optional.of(clock.instant().plus(unanswered.found().again().after(AGAIN)));
        };
    }

    private Optional<Instant> ended(String id, State how, String note) {
        approvals.concluded(id, how, note);
        return Optional.empty();
    }

    /** Returns what of the plan is other than what was agreed to, in words. */
    private static List<String> changes(Approval approval, Plan plan) {
        var names = new TreeSet<>(approval.basis().keySet());
        names.addAll(plan.basis().keySet());
        List<String> changes = names.stream()
                .filter(name -> !approval.basis().getOrDefault(name, "").equals(plan.basis().getOrDefault(name, "")))
                .map(name -> change(name, approval.basis().getOrDefault(name, ""), plan.basis().getOrDefault(name, ""))).toList();
        return changes.size() <= MOST_CHANGES ? changes : changes.subList(0, MOST_CHANGES);
    }

    /** A digest in words says that something is other; which, a person reads in the plan. */
    private static String change(String name, String was, String is) {
        return was.matches("[0-9a-f]{64}") || is.matches("[0-9a-f]{64}")
                ? name + " is another"
                : name + ": " + (was.isEmpty() ? "not there" : was) + " → " + (is.isEmpty() ? "not there" : is);
    }
}
