package org.uid2chatops.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import org.uid2chatops.sandbox.slack.act.Outcome;
import org.uid2chatops.sandbox.slack.workspace.Directory;

/** A world, and a bot in this JVM unless bots are to come in their own processes. */
public final class Sandbox implements AutoCloseable {

    private final World world;
    private final Optional<ConfigurableApplicationContext> bot;

    private Sandbox(World world, Optional<ConfigurableApplicationContext> bot) {
        this.world = world;
        this.bot = bot;
    }

    /**
     * Starts both.
     *
     * @param further configuration of the bot, over the sandbox's own
     */
    public static Sandbox withBot(Settings settings, Map<String, Object> further) {
        return withBot(settings, further, _ -> {
        });
    }

    /** @param beans adds what a test watches or disturbs the bot with */
    public static Sandbox withBot(Settings settings, Map<String, Object> further, Consumer<GenericApplicationContext> beans) {
        try {
            var world = new World(settings);
            try {
                return new Sandbox(world, Optional.of(Bot.start(world, further, beans)));
            } catch (RuntimeException botFailed) {
                world.close();
                throw botFailed;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the world alone, and writes {@code bot.properties} for bots in their own processes. */
    public static Sandbox worldAlone(Settings settings) {
        try {
            var world = new World(settings);
            BotProperties.write(world);
            return new Sandbox(world, Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns configuration of a bot that bears so many times what it bears in production: deadlines, timeouts, passing errors. */
    public static Map<String, Object> patience(int times) {
        return BotProperties.patience(times);
    }

    public String pageUrl() {
        return world.pageUrl();
    }

    /** Returns the simulated Azure's address of Azure Resource Manager, for somebody beside the bot. */
    public String resourceManagerUrl() {
        return world.azure().resourceManagerUrl();
    }

    /** Returns where the simulated Entra hands out tokens. */
    public String authorityHost() {
        return world.azure().authorityHost();
    }

    /** Returns the HTTP proxy through which the operators' made-up public addresses are reached. */
    public String healthProxy() {
        return world.kubernetes().healthProxy();
    }

    /** Returns how many requests the world has seen from bots: of Azure, of its clusters, of Slack. */
    public long requestsSeen() {
        return world.azure().requestsSeen() + world.kubernetes().requestsSeen() + world.slack().callsSeen();
    }

    /** Returns how many bots are connected to Slack. */
    public int connected() {
        return world.slack().connected();
    }

    /** Returns as arguments the limits of a bot in its own process that bears so many times what it bears in production. */
    public List<String> patientArguments(int times) {
        return BotProperties.patientArguments(world, times);
    }

    /** Has somebody type {@code /uid2 text}, and returns what came of it once it is acknowledged; the answer comes when it comes. */
    public Outcome acked(Person person, String text) throws InterruptedException {
        return world.slack().commands().type(person, Directory.channel("uid2-ops").orElseThrow(), text, Duration.ZERO);
    }

    World world() {
        return world;
    }

    ConfigurableApplicationContext bot() {
        return bot.orElseThrow();
    }

    @Override
    public void close() {
        bot.ifPresent(ConfigurableApplicationContext::close);
        world.close();
    }
}
