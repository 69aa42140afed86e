package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.springframework.context.support.GenericApplicationContext;

import org.uid2chatops.sandbox.Sandbox;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.testing.Control;
import org.uid2chatops.testing.ForPeople;
import org.uid2chatops.testing.Owner;

/** A world and a bot in this JVM, for one test class or one test. A simulated minute takes a fifth of a second. */
final class RunningSandbox implements AutoCloseable {

    /** A lock: two worlds at a time, each three hundred times as fast as the real one, would keep each other waiting. */
    static final String ONE_AT_A_TIME = "a running sandbox";
    static final double TIME_SCALE = 0.2;
    /**
     * A machine that stands still for three seconds makes a quarter of an hour of it. Where a test does not say otherwise, the bot
     * bears four times what it bears in production.
     */
    private static final int PATIENCE = 4;
    private final Sandbox sandbox;
    private final Control control;
    private final Path dir;

    RunningSandbox(Path dir) {
        this(dir, Map.of());
    }

    /** @param further configuration of the bot, over the sandbox's */
    RunningSandbox(Path dir, Map<String, Object> further) {
        this(dir, 0, further);
    }

    /** @param sites how many further targets {@code site-001}… there are */
    RunningSandbox(Path dir, int sites, Map<String, Object> further) {
        this(dir, sites, further, _ -> {
        });
    }

    /** @param beans adds what a test disturbs the bot with */
    RunningSandbox(Path dir, int sites, Map<String, Object> further, Consumer<GenericApplicationContext> beans) {
        this.dir = dir;
        sandbox = Sandbox.withBot(new Settings(0, sites, TIME_SCALE, 1, Optional.empty(), Optional.empty(), dir),
                patientUnless(further), beans);
        control = new Control(sandbox.pageUrl());
        control.awaitBot();
    }

    private static Map<String, Object> patientUnless(Map<String, Object> further) {
        var all = Sandbox.patience(PATIENCE);
        all.putAll(further);
        return all;
    }

    /** Returns somebody who owns the subscription. */
    Owner owner() {
        return new Owner(sandbox.resourceManagerUrl(), sandbox.authorityHost(), dir.resolve("ca.pem"));
    }

    Control control() {
        return control;
    }

    String pageUrl() {
        return sandbox.pageUrl();
    }

    /** Ends both, after a look at all that people were told. */
    @Override
    public void close() {
        try {
            ForPeople.assertFit(control.everythingRead());
        } finally {
            sandbox.close();
        }
    }
}
