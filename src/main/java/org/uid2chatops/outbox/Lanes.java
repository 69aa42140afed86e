package org.uid2chatops.outbox;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Queues this process's writers before a lane's row. H2 has those that wait for a row try again and again, and with fifty rollouts in one
 * channel that took more of the processor than the rollouts did. Other processes wait at the row itself. Thread-safe.
 */
final class Lanes {

    /** As long as the database waits for a lock. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LoadingCache<String, ReentrantLock> queues = Caffeine.newBuilder().weakValues().build(_ -> new ReentrantLock(true));

    /**
     * Waits for a lane, and has it until the end of the current transaction.
     *
     * @return whether it is new to the transaction
     * @throws CannotAcquireLockException if it is not free in time
     */
    boolean enter(String lane) {
        ReentrantLock queue = queues.get(lane);
        if (queue.isHeldByCurrentThread()) {
            return false;
        }
        try {
            if (!queue.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CannotAcquireLockException("the outbox's lane " + lane + " was not free for " + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CannotAcquireLockException("stopped while waiting for the outbox's lane " + lane, stopped);
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                queue.unlock();
            }
        });
        return true;
    }
}
