package org.uid2chatops.approval;

import java.time.Clock;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.access.Access;
import org.uid2chatops.audit.Audit;
import org.uid2chatops.config.Targets;
import org.uid2chatops.hold.Holds;
import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.rollout.Rollouts;

/** Approvals, for other features' tests. */
public final class ApprovalsUnderTest {

    private final Approvals approvals;
    private final ApprovedRuns runs;
    private final Reviews reviews;

    public ApprovalsUnderTest(JdbcClient jdbc, PlatformTransactionManager transactions, SchedulerClient scheduler, Access access,
            Holds holds,
            Outbox outbox, Audit audit, Rollouts rollouts, Targets targets, PlanWords words, Clock clock) {
        var table = new ApprovalTable(jdbc, new JsonMapper());
        var transaction = new TransactionTemplate(transactions);
        var proceedings = new Proceedings(table, outbox, audit, scheduler, clock);
        reviews = new Reviews(table, proceedings, audit, transaction, clock);
        approvals = new Approvals(table, access, holds, words, audit, proceedings, reviews, scheduler, transaction, clock);
        runs = new ApprovedRuns(approvals, rollouts, targets, clock);
    }

    public Approvals approvals() {
        return approvals;
    }

    public Task<Void> clockTask() {
        return new ApprovalTasks().approvalClock(approvals);
    }

    public Task<Void> runTask() {
        return new ApprovalTasks().approvalRun(runs);
    }

    public Task<Void> reviewTask() {
        return new ApprovalTasks().approvalReview(reviews);
    }
}
