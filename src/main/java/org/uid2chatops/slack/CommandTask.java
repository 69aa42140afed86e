package org.uid2chatops.slack;

import java.time.Clock;
import java.time.Duration;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import org.uid2chatops.access.Access;
import org.uid2chatops.access.Verdict;
import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;
import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.rollout.Rollouts;
import org.uid2chatops.slack.Inbox.Request;
import org.uid2chatops.time.Pace;

/** Does what a recorded command asks: authorises, acts, answers. Doing it twice has one effect. */
final class CommandTask {

    private static final Logger LOG = LoggerFactory.getLogger(CommandTask.class);
    private static final int MOST_FAILURES = 4;

    private final Inbox inbox;
    private final Targets targets;
    private final Access access;
    private final Rollouts rollouts;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Pace pace;

    CommandTask(Inbox inbox, Targets targets, Access access, Rollouts rollouts, Outbox outbox, PlatformTransactionManager transactions,
            Clock clock, Pace pace) {
        this.inbox = inbox;
        this.targets = targets;
        this.access = access;
        this.rollouts = rollouts;
        this.outbox = outbox;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.pace = pace;
    }

    void run(String triggerId) {
        inbox.unanswered(triggerId).ifPresent(request -> answer(request, done(request)));
    }

    private String done(Request request) {
        return switch (request.verb()) {
            case DEPLOY -> targets.named(request.target().orElse("")).map(target -> deploy(request, target)).orElseGet(() -> gone(request));
            case STATUS -> request.target().isEmpty()
                    ? StatusAnswer.ofAll(targets, rollouts, clock.instant())
                    : targets.named(request.target().get()).map(target -> StatusAnswer.ofOne(target, rollouts, clock.instant()))
                            .orElseGet(() -> gone(request));
        };
    }

    private String deploy(Request request, Target target) {
        return switch (access.mayDeploy(request.user(), target)) {
            case Verdict.Refused refused -> refused.reason();
            case Verdict.Allowed _ -> DeployAnswer.of(rollouts.deploy(target, request.user(), request.channel(), request.triggerId()),
                    target, request.channel(), clock.instant());
        };
    }

    private static String gone(Request request) {
        return "Not done: there is no target " + Mrkdwn.quote(request.target().orElse("")) + " any more. Type `/uid2 targets`.";
    }

    private void answer(Request request, String text) {
        transaction.executeWithoutResult(_ -> {
            outbox.add(new Message.Reply(request.user(), request.channel(), text));
            inbox.answered(request.triggerId());
        });
    }

    /** Tries a few times more, then says so to the one who waits for an answer. */
    void failed(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        int failures = complete.getExecution().consecutiveFailures + 1;
        String triggerId = complete.getExecution().taskInstance.getId();
        LOG.error("Command {} failed ({} times)", triggerId, failures, complete.getCause().orElse(null));
        if (failures <= MOST_FAILURES) {
            operations.reschedule(complete, clock.instant().plus(pace.onClock(Duration.ofSeconds(1L << failures))));
            return;
        }
        inbox.unanswered(triggerId).ifPresent(request -> answer(request, "I could not do that: something inside me failed "
                + Mrkdwn.ordinal(failures) + " time in a row. See `/uid2 status` for whether a rollout started, then type the command once "
                + "more. If it fails again, whoever runs this bot finds the reason in its log under `" + triggerId + "`."));
        operations.stop();
    }
}
