package org.uid2chatops.slack;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.slack.api.Slack;
import com.slack.api.methods.SlackApiException;
import com.slack.api.socket_mode.SocketModeClient;
import com.slack.api.socket_mode.impl.SocketModeClientJavaWSImpl;
import com.slack.api.socket_mode.queue.impl.ConcurrentLinkedMessageQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import org.uid2chatops.scheduling.Threads;

/**
 * The connection to Slack: Bolt over Socket Mode. It keeps trying while Slack is away. It watches the connection itself,
 * because the client's own monitor ends at the first answer it does not expect; it hands every envelope to a thread of its
 * own, because the client has one for all.
 */
@Component
class SlackConnection implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SlackConnection.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final int MOST_AT_ONCE = 1000;

    private final Slack slack;
    private final SlackProperties properties;
    private final Workspace workspace;
    private final SlackEnvelopes envelopes;
    private final Semaphore handling = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService handlers = Threads.perTask("slack-handler");
    private final AtomicReference<@Nullable SocketModeClient> client = new AtomicReference<>();
    private volatile @Nullable ScheduledExecutorService watch;
    private int failures;

    SlackConnection(Slack slack, SlackProperties properties, Workspace workspace, SlackEnvelopes envelopes) {
        this.slack = slack;
        this.properties = properties;
        this.workspace = workspace;
        this.envelopes = envelopes;
    }

    @Override
    public void start() {
        var started = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("slack-connection").daemon().factory());
        watch = started;
        started.execute(this::look);
    }

    /** Connects if there is no connection, and comes back later, whatever happens: nobody else looks after it. */
    private void look() {
        Duration wait = properties.reconnectInterval();
        try {
            failures = connected() ? 0 : failures + 1;
            wait = longer(wait);
        } catch (Throwable away) {
            failures++;
            Duration own = longer(wait);
            wait = asked(away).filter(asked -> asked.compareTo(own) > 0).orElse(own);
            say(away, wait);
        } finally {
            ScheduledExecutorService running = watch;
            if (running != null && !running.isShutdown()) {
                running.schedule(this::look, wait.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void say(Throwable away, Duration wait) {
        if (watch == null) {
            return;
        }
        if (away instanceof Error) {
            LOG.error("No connection to Slack. Trying again in {} ms", wait.toMillis(), away);
        } else {
            LOG.warn("No connection to Slack: {}. Trying again in {} ms", away.getMessage(), wait.toMillis());
        }
    }

    /** Returns the wait that Slack asked for, if that is why there is no connection. */
    private static Optional<Duration> asked(Throwable away) {
        return away.getCause() instanceof SlackApiException refused ? MethodWaits.asked(refused.getResponse()) : Optional.empty();
    }

    private Duration longer(Duration wait) {
        Duration longer = wait.multipliedBy(1L << Math.clamp(failures - 1, 0, 6));
        return longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
    }

    /** Returns whether there is a connection; if not, one is being made. */
    private boolean connected() throws Exception {
        var problem = workspace.identify();
        if (problem.isPresent()) {
            throw new IllegalStateException(problem.get());
        }
        SocketModeClient known = client.get();
        if (known == null) {
            String token = properties.appToken() == null ? "" : properties.appToken();
            var made = new SocketModeClientJavaWSImpl(slack, token, slack.issueSocketModeUrl(token), 1, new ConcurrentLinkedMessageQueue(),
                    false, false, 0);
            made.addWebSocketMessageListener(message -> receive(made, message));
            client.set(made);
            made.connect();
            LOG.info("Connecting to Slack");
            return false;
        }
        if (known.verifyConnection()) {
            return true;
        }
        known.connectToNewEndpoint();
        LOG.info("Connecting to Slack again");
        return false;
    }

    private void receive(SocketModeClient from, String message) {
        handlers.execute(() -> {
            handling.acquireUninterruptibly();
            try {
                envelopes.acknowledged(message).ifPresent(from::sendSocketModeResponse);
            } finally {
                handling.release();
            }
        });
    }

    /** Lets running handlers acknowledge, then closes. */
    @Override
    public void stop() {
        ScheduledExecutorService running = watch;
        watch = null;
        try {
            if (running != null) {
                running.shutdownNow();
                running.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
            if (!handling.tryAcquire(MOST_AT_ONCE, DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Some commands were still being recorded when the bot stopped");
            } else {
                handling.release(MOST_AT_ONCE);
            }
            SocketModeClient open = client.getAndSet(null);
            if (open != null) {
                open.close();
            }
        } catch (Exception e) {
            LOG.warn("The connection to Slack did not close cleanly: {}", e.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return watch != null;
    }
}
