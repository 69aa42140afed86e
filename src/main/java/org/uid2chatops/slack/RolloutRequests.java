package org.uid2chatops.slack;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.uid2chatops.approval.Approval.Way;
import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;
import org.uid2chatops.rollout.RolloutView;
import org.uid2chatops.rollout.Rollouts;
import org.uid2chatops.rollout.Rollouts.RetryResult;
import org.uid2chatops.rollout.Rollouts.StartResult;
import org.uid2chatops.slack.Handled.Answered;

/** Does what is asked about rollouts, for people who may: starts, stops, takes up again, and says how they stand. */
final class RolloutRequests {

    /** More rollouts of one target do not begin while a request is on its way. */
    private static final int RECENT = 5;

    private final Rollouts rollouts;
    private final ApprovalRequests approvals;
    private final Inbox inbox;
    private final Clock clock;

    RolloutRequests(Rollouts rollouts, ApprovalRequests approvals, Inbox inbox, Clock clock) {
        this.rollouts = rollouts;
        this.approvals = approvals;
        this.inbox = inbox;
        this.clock = clock;
    }

    Handled deploy(Request request, Target target) {
        return target.approvalWanted()
                ? approvals.ask(request, target, Way.QUORUM)
                : DeployAnswer.of(started(request, target), target, request.channel(), clock.instant());
    }

    /** Starts it when nothing runs on the target any more, first come, first served. */
    Handled deployBehind(Request request, Target target) {
        Optional<String> ahead = inbox.ahead(request);
        if (ahead.isPresent()) {
            return new Handled.Waits(DeployAnswer.waits(target, Mrkdwn.user(ahead.get()) + " waits for it too, ahead of you."));
        }
        return switch (started(request, target)) {
            case StartResult.Busy busy ->
                new Handled.Waits(DeployAnswer.waits(target, DeployAnswer.running(busy.holder(), clock.instant())));
            case StartResult other -> DeployAnswer.of(other, target, request.channel(), clock.instant());
        };
    }

    /** Returns that it goes on waiting, if it does so already and its turn has not come. */
    Optional<Handled> stillBehind(Request request, Target target) {
        boolean turn = inbox.ahead(request).isEmpty()
                && rollouts.latest(target.name()).filter(newest -> newest.status() == RolloutView.Status.RUNNING).isEmpty();
        return inLine(request) && !turn ? Optional.of(new Handled.Waits("")) : Optional.empty();
    }

    /** Returns whether the person was told that it waits. */
    boolean inLine(Request request) {
        return inbox.postponed(request.triggerId()) > 0;
    }

    private StartResult started(Request request, Target target) {
        return rollouts.deploy(target, request.user(), request.channel(), request.triggerId(), Optional.empty());
    }

    Handled status(Target target) {
        return new Answered(StatusAnswer.ofOne(target, rollouts, clock.instant()) + waiting(target) + approvals.status(target));
    }

    Handled statusOfAll(Targets targets) {
        return new Answered(StatusAnswer.ofAll(targets, rollouts, approvals::inBrief, clock.instant()));
    }

    private String waiting(Target target) {
        List<Inbox.Waiting> waiting = inbox.waiting(target.name());
        return waiting.isEmpty()
                ? ""
                : "\nWaiting behind it: " + waiting.stream().map(Inbox.Waiting::user).map(Mrkdwn::user).collect(Collectors.joining(", "))
                        + ".";
    }

    Handled cancelWaiting(Request request, Target target) {
        String name = Mrkdwn.code(target.name());
        return new Answered(inbox.forgetWaiting(request.user(), target.name()) == 0
                ? "Nothing to cancel: you do not wait for " + name + ". `/uid2 cancel " + Mrkdwn.escape(target.name())
                        + "` stops the rollout that runs there."
                : "Cancelled: you do not wait for " + name + " any more.");
    }

    Handled plan(Target target) {
        return new Answered(PlanAnswer.of(rollouts.plan(target), target));
    }

    /** Returns the newest rollout that the person can have meant: none that began while the request was on its way, or was handled before. */
    private Optional<RolloutView> asOfAsking(Request request, Target target) {
        Instant asked = inbox.received(request.triggerId());
        return rollouts.newest(target.name(), RECENT).stream().filter(rollout -> !rollout.started().isAfter(asked)).findFirst();
    }

    Handled cancelNewest(Request request, Target target) {
        return asOfAsking(request, target).map(newest -> cancel(newest, request))
                .orElseGet(() -> new Answered("Nothing to cancel: `" + Mrkdwn.escape(target.name()) + "` was never deployed by me."));
    }

    Handled cancel(RolloutView rollout, Request request) {
        return new Answered(CancelAnswer.of(rollouts.cancel(rollout.id(), request.user()), rollout, clock.instant()));
    }

    Handled retryNewest(Request request, Target target) {
        return asOfAsking(request, target).map(newest -> retry(newest, request))
                .orElseGet(() -> new Answered("Nothing to retry: `" + Mrkdwn.escape(target.name())
                        + "` was never deployed by me. `/uid2 deploy " + Mrkdwn.escape(target.name()) + "` does it."));
    }

    Handled retry(RolloutView rollout, Request request) {
        return RetryAnswer.of(rollouts.retry(rollout.id(), request.user(), request.triggerId()), rollout, clock.instant());
    }

    Handled giveUp(RolloutView rollout, Request request) {
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
}
