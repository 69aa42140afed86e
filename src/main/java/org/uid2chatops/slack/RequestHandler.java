package org.uid2chatops.slack;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.uid2chatops.access.Access;
import org.uid2chatops.access.Verdict;
import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;
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
    private final Access access;
    private final Inbox inbox;
    private final Verifications verifications;
    private final Rollouts rollouts;
    private final Clock clock;

    RequestHandler(Targets targets, Access access, Inbox inbox, Verifications verifications, Rollouts rollouts, Clock clock) {
        this.targets = targets;
        this.access = access;
        this.inbox = inbox;
        this.verifications = verifications;
        this.rollouts = rollouts;
        this.clock = clock;
    }

    Handled handle(Request request) {
        return switch (request.verb()) {
            case DEPLOY_BEHIND -> onTarget(request, target -> deployBehind(request, target));
            case CANCEL_WAITING -> onTarget(request, target -> new Answered(withdrawn(request, target)));
            case DEPLOY -> onTarget(request, target -> deploy(request, target));
            case PLAN -> onTarget(request, target -> plan(request, target));
            case STATUS -> request.target().isEmpty()
                    ? new Answered(StatusAnswer.ofAll(targets, rollouts, clock.instant()))
                    : onTarget(request, target -> new Answered(
                            StatusAnswer.ofOne(target, rollouts, clock.instant()) + waiting(target)));
            case VERIFY -> request.target().isEmpty()
                    ? new Answered(verifications.of(targets.all()))
                    : onTarget(request, target -> new Answered(verifications.of(List.of(target))));
            case RETRY -> request.rollout().isPresent()
                    ? onRollout(request, rollout -> retry(rollout, request))
                    : onTarget(request, target -> retryNewest(request, target));
            case CANCEL -> request.rollout().isPresent()
                    ? onRollout(request, rollout -> cancel(rollout, request))
                    : onTarget(request, target -> cancelNewest(request, target));
            case GIVE_UP -> onRollout(request, rollout -> giveUp(rollout, request));
        };
    }

    private Handled deploy(Request request, Target target) {
        return ifAllowed(request, target, () -> DeployAnswer.of(started(request, target), target, request.channel(), clock.instant()));
    }

    /** Starts it when nothing runs on the target any more, first come, first served. */
    private Handled deployBehind(Request request, Target target) {
        return ifAllowed(request, target, () -> {
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
        return rollouts.deploy(target, request.user(), request.channel(), request.triggerId());
    }

    private Handled ifAllowed(Request request, Target target, Supplier<Handled> handling) {
        return switch (access.mayDeploy(request.user(), target)) {
            case Verdict.Refused refused -> new Answered(refused.reason());
            case Verdict.Allowed _ -> handling.get();
        };
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
        return new Answered(switch (access.mayPlan(request.user(), target)) {
            case Verdict.Refused refused -> refused.reason();
            case Verdict.Allowed _ -> PlanAnswer.of(rollouts.plan(target), target);
        });
    }

    private Handled cancelNewest(Request request, Target target) {
        return ifAllowed(request, target, () -> rollouts.latest(target.name()).map(newest -> cancel(newest, request))
                .orElseGet(() -> new Answered("Nothing to cancel: `" + Mrkdwn.escape(target.name()) + "` was never deployed by me.")));
    }

    private Handled cancel(RolloutView rollout, Request request) {
        return new Answered(CancelAnswer.of(rollouts.cancel(rollout.id(), request.user()), rollout, clock.instant()));
    }

    private Handled retryNewest(Request request, Target target) {
        return ifAllowed(request, target, () -> rollouts.latest(target.name()).map(newest -> retry(newest, request))
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
        String id = request.rollout().orElse("");
        Optional<RolloutView> rollout = rollouts.view(new RolloutId(id));
        if (rollout.isEmpty()) {
            return new Answered(RetryAnswer.noSuch(id));
        }
        Optional<Target> target = targets.named(rollout.get().target());
        if (target.isEmpty()) {
            return new Answered("Nothing was changed: there is no target " + Mrkdwn.quote(rollout.get().target())
                    + " any more, so nothing can be done about its rollout. Type `/uid2 targets`.");
        }
        return switch (access.mayDeploy(request.user(), target.get())) {
            case Verdict.Refused refused -> new Answered(refused.reason() + "\nYour click changed nothing.");
            case Verdict.Allowed _ -> handling.apply(rollout.get());
        };
    }
}
