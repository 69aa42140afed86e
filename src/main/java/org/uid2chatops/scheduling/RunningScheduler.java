package org.uid2chatops.scheduling;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.springframework.context.SmartLifecycle;

/** The scheduler's life: it starts when what its tasks need is ready, and stops after the connection to Slack, letting running tasks finish. */
final class RunningScheduler implements SmartLifecycle {

    private final Scheduler scheduler;
    private volatile boolean running;

    RunningScheduler(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void start() {
        scheduler.start();
        running = true;
    }

    @Override
    public void stop() {
        scheduler.stop();
        running = false;
    }

    /** After the connection to Slack, so that what is still being recorded there is acknowledged while the tasks drain. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 1;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
