package org.uid2chatops.slack;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.uid2chatops.access.Role;
import org.uid2chatops.approval.Approval;
import org.uid2chatops.approval.Approval.Way;
import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;
import org.uid2chatops.release.Deactivations;
import org.uid2chatops.rollout.RolloutId;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.Rollouts;
import org.uid2chatops.rollout.Rollouts.RetryResult;
import org.uid2chatops.rollout.Rollouts.StartResult;
import org.uid2chatops.slack.Handled.Answered;
import org.uid2chatops.slack.Inbox.Request;

/** Does what a recorded command or click asks: authorises, acts, and says what came of it. Doing it twice has one effect. */
final class RequestHandler {

    private final Targets targets;
    private final Gatekeeper gate;
    private final ApprovalRequests approvals;
    private final HoldRequests holds;
    private final AuditRequests audits;
    private final Inbox inbox;
    private final Verifications verifications;
    private final Deactivations deactivations;
    private final Rollouts rollouts;
    private final Clock clock;

    RequestHandler(Targets targets, Gatekeeper gate, ApprovalRequests approvals, HoldRequests holds, AuditRequests audits, Inbox inbox,
            Verifications verifications, Deactivations deactivations, Rollouts rollouts, Clock clock) {
        this.targets = targets;
        this.gate = gate;
        this.approvals = approvals;
        this.holds = holds;
        this.audits = audits;
        this.inbox = inbox;
        this.verifications = verifications;
        this.deactivations = deactivations;
        this.rollouts = rollouts;
        this.clock = clock;
    }

    Handled handle(Request request) {
        return switch (request.verb()) {
            case HELP -> onVisible(request, seen -> new Answered(HelpAnswer.of(word -> seen.all().stream()
                    .anyMatch(target -> gate.shows(request.user(), word.role(), target)))));
            case TARGETS -> onVisible(request, seen -> new Answered(TargetsAnswer.of(seen)));
            case DEPLOY_BEHIND -> onTarget(request, target -> deployBehind(request, target));
            case CANCEL_WAITING -> onTarget(request, target -> new Answered(withdrawn(request, target)));
            case DEPLOY -> onTarget(request, target -> deploy(request, target));
            case BREAK_GLASS -> onTarget(request,
                    target -> gate.ifAllowed(request, target, () -> approvals.ask(request, target, Way.BREAK_GLASS)));
            case PLAN -> onTarget(request, target -> plan(request, target));
            case STATUS -> request.target().isEmpty()
                    ? onVisible(request, seen -> new Answered(StatusAnswer.ofAll(seen, rollouts, clock.instant())))
                    : onTarget(request, target -> gate.ifAllowed(request, target, () -> new Answered(
                            StatusAnswer.ofOne(target, rollouts, clock.instant()) + waiting(target) + approvals.status(target))));
            case VERIFY -> request.target().isEmpty()
                    ? onVisible(request, seen -> new Answered(verifications.of(seen.all())))
                    : onTarget(request, target -> gate.ifAllowed(request, target,
                            () -> new Answered(verifications.of(List.of(target)))));
            case RETRY -> request.about().isPresent()
                    ? onRollout(request, rollout -> retry(rollout, request))
                    : onTarget(request, target -> retryNewest(request, target));
            case CANCEL -> request.about().isPresent()
                    ? onRollout(request, rollout -> cancel(rollout, request))
                    : onTarget(request, target -> cancelNewest(request, target));
            case GIVE_UP -> onRollout(request, rollout -> giveUp(rollout, request));
            case APPROVE -> onApproval(request, (approval, target) -> approvals.approve(request, approval, target));
            case REJECT -> onApproval(request, (approval, target) -> approvals.reject(request, approval, target));
            case WITHDRAW -> onApproval(request, (approval, _) -> approvals.withdraw(request, approval));
            case REVIEW -> onApproval(request, (approval, _) -> approvals.review(request, approval));
            case SHOW_PLAN -> onApproval(request, approvals::showPlan);
            case WHY ->
                ifAllowed(request, target -> WhyAnswer.of(target, holds.on(target), approvals.open(target), rollouts, deactivations,
                        clock.instant()));
            case AUDIT -> onTarget(request, target -> gate.ifAllowed(request, target, () -> audits.answer(request, target)));
            case LOCK -> ifAllowed(request, target -> holds.lock(request, target));
            case UNLOCK -> ifAllowed(request, target -> holds.unlock(request, target, false));
            case UNLOCK_ANYWAY -> ifAllowed(request, target -> holds.unlock(request, target, true));
            case FREEZE -> ifAllowed(request, target -> holds.freeze(request, target));
            case UNFREEZE -> ifAllowed(request, holds::unfreeze);
        };
    }

    /** Of every target, where none is named. */
    private Handled ifAllowed(Request request, Function<Target, String> handling) {
        if (request.target().isPresent()) {
            return onTarget(request, target -> gate.ifAllowed(request, target, () -> new Answered(handling.apply(target))));
        }
        return new Answered(targets.all().stream()
                .map(target -> gate.ifAllowed(request, target, () -> new Answered(handling.apply(target))))
                .map(handled -> handled instanceof Answered(String text) ? text : "").distinct().collect(Collectors.joining("\n")));
    }

    private Handled deploy(Request request, Target target) {
        return gate.ifAllowed(request, target, () -> target.approvalWanted()
                ? approvals.ask(request, target, Way.QUORUM)
                : DeployAnswer.of(started(request, target), target, request.channel(), clock.instant()));
    }

    /** Starts it when nothing runs on the target any more, first come, first served. */
    private Handled deployBehind(Request request, Target target) {
        return gate.ifAllowed(request, target, () -> {
            Optional<String> ahead = inbox.ahead(request);
            if (ahead.isPresent()) {
                return new Handled.Waits(DeployAnswer.waits(target, Mrkdwn.user(ahead.get()) + " waits for it too, ahead of you."));
            }
            return switch (started(request, target)) {
                case StartResult.Busy busy ->
                    new Handled.Waits(DeployAnswer.waits(target, DeployAnswer.running(busy.holder(), clock.instant())));
                case StartResult other -> DeployAnswer.of(other, target, request.channel(), clock.instant());
            };
        });
    }

    private StartResult started(Request request, Target target) {
        return rollouts.deploy(target, request.user(), request.channel(), request.triggerId(), Optional.empty());
    }

    private String waiting(Target target) {
        List<Inbox.Waiting> waiting = inbox.waiting(target.name());
        return waiting.isEmpty()
                ? ""
                : "\nWaiting behind it: " + waiting.stream().map(Inbox.Waiting::user).map(Mrkdwn::user).collect(Collectors.joining(", "))
                        + ".";
    }

    private String withdrawn(Request request, Target target) {
        String name = "`" + Mrkdwn.escape(target.name()) + "`";
        return inbox.forgetWaiting(request.user(), target.name()) == 0
                ? "Nothing to cancel: you do not wait for " + name + ". `/uid2 cancel " + Mrkdwn.escape(target.name())
                        + "` stops the rollout that runs there."
                : "Cancelled: you do not wait for " + name + " any more.";
    }

    private Handled plan(Request request, Target target) {
        return gate.ifAllowed(request, target, () -> new Answered(PlanAnswer.of(rollouts.plan(target), target)));
    }

    private Handled cancelNewest(Request request, Target target) {
        return gate.ifAllowed(request, target, () -> rollouts.latest(target.name()).map(newest -> cancel(newest, request))
                .orElseGet(() -> new Answered("Nothing to cancel: `" + Mrkdwn.escape(target.name()) + "` was never deployed by me.")));
    }

    private Handled cancel(RolloutView rollout, Request request) {
        return new Answered(CancelAnswer.of(rollouts.cancel(rollout.id(), request.user()), rollout, clock.instant()));
    }

    private Handled retryNewest(Request request, Target target) {
        return gate.ifAllowed(request, target, () -> rollouts.latest(target.name()).map(newest -> retry(newest, request))
                .orElseGet(() -> new Answered("Nothing to retry: `" + Mrkdwn.escape(target.name())
                        + "` was never deployed by me. `/uid2 deploy " + Mrkdwn.escape(target.name()) + "` does it.")));
    }

    private Handled retry(RolloutView rollout, Request request) {
        return RetryAnswer.of(rollouts.retry(rollout.id(), request.user(), request.triggerId()), rollout, clock.instant());
    }

    private Handled giveUp(RolloutView rollout, Request request) {
        Optional<RolloutView> newer = newer(rollout);
        if (newer.isEmpty() && rollouts.giveUp(rollout.id(), request.user())) {
            return new Answered(RetryAnswer.givenUp(rollout));
        }
        RolloutView now = rollouts.view(rollout.id()).orElse(rollout);
        return new Answered("Not given up: " + RetryAnswer.over(new RetryResult.Over(now, newer), clock.instant()));
    }

    private Optional<RolloutView> newer(RolloutView rollout) {
        return rollouts.latest(rollout.target()).filter(latest -> !latest.id().equals(rollout.id()));
    }

    private Handled onTarget(Request request, Function<Target, Handled> handling) {
        return targets.named(request.target().orElse("")).map(handling).orElseGet(() -> new Answered("Not done: there is no target "
                + Mrkdwn.quote(request.target().orElse("")) + " any more. Type `/uid2 targets`."));
    }

    /** Who may deploy to a rollout's target may decide about the rollout. */
    private Handled onRollout(Request request, Function<RolloutView, Handled> handling) {
        String id = request.about().orElse("");
        Optional<RolloutView> rollout = rollouts.view(new RolloutId(id));
        if (rollout.isEmpty()) {
            return new Answered(RetryAnswer.noSuch(id));
        }
        Optional<Target> target = targets.named(rollout.get().target());
        if (target.isEmpty()) {
            return new Answered("Nothing was changed: there is no target " + Mrkdwn.quote(rollout.get().target())
                    + " any more, so nothing can be done about its rollout. Type `/uid2 targets`.");
        }
        return gate.ifAllowed(request, target.get(), () -> handling.apply(rollout.get()));
    }

    private Handled onApproval(Request request, BiFunction<Approval, Target, String> handling) {
        Optional<Approval> approval = approvals.find(request.about().orElse(""));
        Optional<Target> target = approval.flatMap(one -> targets.named(one.target()));
        if (target.isEmpty()) {
            gate.unknown(request);
            return new Answered("Your click changed nothing: I know no request " + Mrkdwn.quote(request.about().orElse(""))
                    + " for a target that there is. Type `/uid2 status`.");
        }
        Optional<String> own = approvals.own(request, approval.get());
        if (own.isPresent()) {
            gate.refused(request, target.get(), own.get());
            return new Answered(own.get());
        }
        return gate.ifAllowed(request, target.get(), () -> new Answered(handling.apply(approval.get(), target.get())));
    }

    /** Shows of the targets those that the person may see. */
    private Handled onVisible(Request request, Function<Targets, Handled> handling) {
        var seen = new Targets(targets.all().stream().filter(target -> gate.shows(request.user(), Role.VIEWER, target)).toList());
        return seen.all().isEmpty() && !targets.all().isEmpty()
                ? gate.ifAllowed(request, targets.all().getFirst(), () -> handling.apply(seen))
                : handling.apply(seen);
    }
}
