package org.uid2chatops.rollout;

import java.time.Clock;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import org.springframework.stereotype.Component;

/** Where active steps are put to be run: one durable task each. */
@Component
class StepSchedule {

    static final String TASK = "rollout/step";
    private final SchedulerClient scheduler;
    private final Clock clock;

    StepSchedule(SchedulerClient scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Schedules the step's next turn for now, in the caller's transaction. */
    void now(RolloutId rollout, StepName step) {
        scheduler.scheduleIfNotExists(new TaskInstance<>(TASK, rollout + "/" + step), clock.instant());
    }
}
