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
import org.uid2chatops.slack.Handled.Answered;
import org.uid2chatops.slack.Inbox.Request;

/** Does what a recorded command or click asks: authorises, acts, and says what came of it. Doing it twice has one effect. */
final class RequestHandler {

    private final Targets targets;
    private final Gatekeeper gate;
    private final ApprovalRequests approvals;
    private final HoldRequests holds;
    private final AuditRequests audits;
    private final RolloutRequests onRollouts;
    private final Verifications verifications;
    private final Deactivations deactivations;
    private final Rollouts rollouts;
    private final Clock clock;

    RequestHandler(Targets targets, Gatekeeper gate, ApprovalRequests approvals, HoldRequests holds, AuditRequests audits,
            RolloutRequests onRollouts, Verifications verifications, Deactivations deactivations, Rollouts rollouts, Clock clock) {
        this.targets = targets;
        this.gate = gate;
        this.approvals = approvals;
        this.holds = holds;
        this.audits = audits;
        this.onRollouts = onRollouts;
        this.verifications = verifications;
        this.deactivations = deactivations;
        this.rollouts = rollouts;
        this.clock = clock;
    }

    Handled handle(Request request) {
        return switch (request.verb()) {
            case HELP -> onVisible(request, seen -> new Answered(HelpAnswer.of(word -> seen.all().stream()
                    .anyMatch(target -> word.fits(target) && gate.shows(request.user(), word.role(), target)))));
            case TARGETS -> onVisible(request, seen -> new Answered(TargetsAnswer.of(seen)));
            case STATUS -> request.target().isEmpty()
                    ? onVisible(request, onRollouts::statusOfAll)
                    : allowed(request, onRollouts::status);
            case VERIFY -> request.target().isEmpty()
                    ? onVisible(request, seen -> new Answered(verifications.of(seen.all())))
                    : allowed(request, target -> new Answered(verifications.of(List.of(target))));
            case PLAN -> allowed(request, onRollouts::plan);
            case DEPLOY -> allowed(request, target -> onRollouts.deploy(request, target));
            case DEPLOY_BEHIND -> allowed(request, target -> onRollouts.deployBehind(request, target));
            case BREAK_GLASS -> allowed(request, target -> approvals.ask(request, target, Way.BREAK_GLASS));
            // one's own, whatever one may do now
            case CANCEL_WAITING -> onTarget(request, target -> onRollouts.cancelWaiting(request, target));
            case CANCEL -> request.about().isPresent()
                    ? onRollout(request, rollout -> onRollouts.cancel(rollout, request))
                    : allowed(request, target -> onRollouts.cancelNewest(request, target));
            case RETRY -> request.about().isPresent()
                    ? onRollout(request, rollout -> onRollouts.retry(rollout, request))
                    : allowed(request, target -> onRollouts.retryNewest(request, target));
            case GIVE_UP -> onRollout(request, rollout -> onRollouts.giveUp(rollout, request));
            case APPROVE -> onApproval(request, (approval, target) -> approvals.approve(request, approval, target));
            case REJECT -> onApproval(request, (approval, target) -> approvals.reject(request, approval, target));
            case WITHDRAW -> onApproval(request, (approval, _) -> approvals.withdraw(request, approval));
            case REVIEW -> onApproval(request, (approval, _) -> approvals.review(request, approval));
            case SHOW_PLAN -> onApproval(request, approvals::showPlan);
            case WHY -> allowed(request, target -> new Answered(WhyAnswer.of(target, holds.on(target), approvals.open(target), rollouts,
                    deactivations, clock.instant())));
            case AUDIT -> allowed(request, target -> audits.answer(request, target));
            case LOCK -> everywhere(request, target -> holds.lock(request, target));
            case UNLOCK -> everywhere(request, target -> holds.unlock(request, target, false));
            case UNLOCK_ANYWAY -> everywhere(request, target -> holds.unlock(request, target, true));
            case FREEZE -> everywhere(request, target -> holds.freeze(request, target));
            case UNFREEZE -> everywhere(request, holds::unfreeze);
        };
    }

    private Handled allowed(Request request, Function<Target, Handled> handling) {
        return onTarget(request, target -> gate.ifAllowed(request, target, () -> handling.apply(target)));
    }

    /** Of every target, where none is named. */
    private Handled everywhere(Request request, Function<Target, String> handling) {
        if (request.target().isPresent()) {
            return allowed(request, target -> new Answered(handling.apply(target)));
        }
        return new Answered(targets.all().stream()
                .map(target -> gate.ifAllowed(request, target, () -> new Answered(handling.apply(target))))
                .map(handled -> handled instanceof Answered(String text) ? text : "").distinct().collect(Collectors.joining("\n")));
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
                    + ", or its target is no longer in the configuration. `/uid2 status` shows what waits for people.");
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
