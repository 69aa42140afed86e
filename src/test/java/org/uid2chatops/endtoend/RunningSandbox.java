package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.uid2chatops.sandbox.Sandbox;
import org.uid2chatops.sandbox.Settings;

/** A world and a bot in this JVM, for one test class or one test. A simulated minute takes a fifth of a second. */
final class RunningSandbox implements AutoCloseable {

    static final double TIME_SCALE = 0.2;
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
        this.dir = dir;
        sandbox = Sandbox.withBot(new Settings(0, sites, TIME_SCALE, 1, Optional.empty(), Optional.empty(), dir), further);
        control = new Control(sandbox.pageUrl());
        control.awaitBot();
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

    @Override
    public void close() {
        sandbox.close();
    }
}
