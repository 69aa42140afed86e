package org.uid2chatops.scheduling;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.springframework.context.SmartLifecycle;

/** The scheduler's life: it starts when everything else is ready and stops first, letting running tasks finish. */
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

    @Override
    public boolean isRunning() {
        return running;
    }
}
