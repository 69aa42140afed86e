package org.uid2chatops.slack;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.time.Pace;

/** Has a recorded request handled, and answers it: at once, or when it can be told. */
final class CommandTask {

    private static final Logger LOG = LoggerFactory.getLogger(CommandTask.class);
    private static final int MOST_FAILURES = 4;
    /**
     * When a request is handled again that cannot be answered yet, in intervals: after twelve of them without getting any further it is given
     * up.
     */
    private static final int[] AGAIN = {1, 2, 4, 5};

    private final Inbox inbox;
    private final RequestHandler handler;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Pace pace;
    private final Duration interval;

    /** @param interval the first wait of a request that cannot be answered yet, on the bot's clock */
    CommandTask(Inbox inbox, RequestHandler handler, Outbox outbox, PlatformTransactionManager transactions, Clock clock, Pace pace,
            Duration interval) {
        this.inbox = inbox;
        this.handler = handler;
        this.outbox = outbox;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.pace = pace;
        this.interval = interval;
    }

    CompletionHandler<Void> run(String triggerId) {
        return inbox.unanswered(triggerId).map(request -> switch (handler.handle(request)) {
            case Handled.Answered(String text) -> answer(request, text);
            case Handled.Promised(String text, Message later) -> answer(request, text, later);
            case Handled.NotYet notYet -> later(request, notYet);
            case Handled.Waits waits -> waiting(request, waits);
        }).orElseGet(CompletionHandler.OnCompleteRemove::new);
    }

    private CompletionHandler<Void> answer(Request request, String text, Message... more) {
        transaction.executeWithoutResult(_ -> {
            tell(request, text);
            List.of(more).forEach(outbox::add);
            if (request.fromHome()) {
                outbox.add(new Message.Home(request.user(), true));
            }
            inbox.answered(request.triggerId());
        });
        return new CompletionHandler.OnCompleteRemove<>();
    }

    private CompletionHandler<Void> later(Request request, Handled.NotYet notYet) {
        int before = inbox.postponed(request.triggerId());
        if (before >= AGAIN.length && !notYet.again().further()) {
            return answer(request, notYet.inTheEnd());
        }
        int inVain = notYet.again().further() ? 1 : before + 1;
        LOG.info("{} of {} cannot be answered yet; trying again ({} of {})", request.verb(), request.user(), inVain, AGAIN.length);
        transaction.executeWithoutResult(_ -> {
            if (before == 0) {
                tell(request, notYet.meanwhile());
            }
            inbox.postpone(request.triggerId(), inVain);
        });
        Duration wait = interval.multipliedBy(AGAIN[inVain - 1]);
        return (complete, operations) -> operations.reschedule(complete, clock.instant().plus(notYet.again().after(wait)));
    }

    private CompletionHandler<Void> waiting(Request request, Handled.Waits waits) {
        if (inbox.postponed(request.triggerId()) == 0) {
            transaction.executeWithoutResult(_ -> {
                tell(request, waits.meanwhile());
                inbox.postpone(request.triggerId(), 1);
            });
        }
        return (complete, operations) -> operations.reschedule(complete, clock.instant().plus(interval));
    }

    private void tell(Request request, String text) {
        Rendered.pages(text).forEach(page -> outbox.add(new Message.Reply(request.user(), request.channel(), page)));
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
                + failures + " times in a row. See `/uid2 status` for how the rollout stands, then ask once "
                + "more. If it fails again, whoever runs this bot finds the reason in its log under `" + triggerId + "`."));
        operations.stop();
    }
}
