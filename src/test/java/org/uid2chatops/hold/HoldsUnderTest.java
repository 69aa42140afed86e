package org.uid2chatops.hold;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import org.uid2chatops.config.Targets;
import org.uid2chatops.hold.FreezeProperties.Window;
import org.uid2chatops.outbox.Outbox;

/** Locks and freezes, for other features' tests. */
public final class HoldsUnderTest {

    private HoldsUnderTest() {
    }

    /** In words that nobody reads. */
    public static Holds holds(JdbcClient jdbc, PlatformTransactionManager transactions, SchedulerClient scheduler, Outbox outbox,
            Targets targets, Map<String, Window> windows, Clock clock) {
        return holds(jdbc, transactions, scheduler, outbox, new HoldWords() {
            @Override
            public String takenAway(Hold lock, String by) {
                return "taken away";
            }

            @Override
            public String reminder(Hold lock, Duration held) {
                return "locked";
            }
        }, targets, windows, clock);
    }

    public static Holds holds(JdbcClient jdbc, PlatformTransactionManager transactions, SchedulerClient scheduler, Outbox outbox,
            HoldWords words, Targets targets, Map<String, Window> windows, Clock clock) {
        return new Holds(jdbc, new TransactionTemplate(transactions), new FreezeWindows(new FreezeProperties(windows), targets), outbox,
                words, scheduler, clock);
    }

    public static Task<Void> reminders(Holds holds) {
        return new HoldTasks().holdReminder(holds);
    }
}
