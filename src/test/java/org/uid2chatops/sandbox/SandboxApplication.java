package org.uid2chatops.sandbox;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

import org.springframework.boot.DefaultApplicationArguments;

import org.uid2chatops.sandbox.slack.say.Conversation;

/** {@code mvn spring-boot:test-run}: the world and the bot, or the world alone. */
public final class SandboxApplication {

    private SandboxApplication() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.of(new DefaultApplicationArguments(args));
        } catch (IllegalArgumentException wrong) {
            System.err.println("The sandbox does not start: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        if (!options.say().isEmpty()) {
            System.exit(hold(options));
        }
        try (var sandbox = options.worldOnly()
                ? Sandbox.worldAlone(options.settings())
                : Sandbox.withBot(options.settings(), java.util.Map.of())) {
            System.out.println("The sandbox is up: " + sandbox.pageUrl() + "  (Ctrl-C ends it)");
            if (options.worldOnly()) {
                System.out.println("Start a bot in it: java -jar target/uid2-chatops.jar --spring.config.additional-location=file:"
                        + options.settings().dir().resolve("bot.properties"));
            }
            new CountDownLatch(1).await();
        }
    }

    private static int hold(Options options) throws InterruptedException {
        try (var sandbox = Sandbox.withBot(options.settings(), java.util.Map.of())) {
            System.out.println("The sandbox is up: " + sandbox.pageUrl());
            World world = sandbox.world();
            return new Conversation(world.slack(), world.clock(), new QuietBot(sandbox.bot()), System.out).hold(options.say());
        }
    }
}
