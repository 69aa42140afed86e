package org.uid2chatops.sandbox;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import org.uid2chatops.sandbox.slack.workspace.Directory;
import org.uid2chatops.sandbox.slack.workspace.Ids;

/** The configuration by which a bot lives in the world. */
final class BotProperties {

    /** How long the bot bears something, with production's default. */
    private static final Map<String, Duration> LIMITS = Map.ofEntries(minutes("uid2.rollout.give-up-after", 15),
            minutes("uid2.azure.deadlines.resource", 10), minutes("uid2.azure.deadlines.provider", 15),
            minutes("uid2.azure.deadlines.cluster", 40), minutes("uid2.azure.deadlines.vault", 10),
            minutes("uid2.azure.deadlines.principal", 5), minutes("uid2.azure.deadlines.vault-access", 15),
            minutes("uid2.kubernetes.virtual-node-timeout", 15), minutes("uid2.kubernetes.operator-timeout", 20),
            minutes("uid2.kubernetes.vault-grant-timeout", 15), minutes("uid2.kubernetes.address-timeout", 10),
            minutes("uid2.health.timeout", 10));
    /** Every other duration that it waits or expects. */
    private static final Map<String, Duration> RHYTHM = Map.ofEntries(seconds("uid2.rollout.poll-interval", 2),
            Map.entry("uid2.rollout.look-spacing", Duration.ofMillis(200)),
            seconds("uid2.rollout.retry-interval", 5),
            seconds("uid2.rollout.retry-interval-max", 60), minutes("uid2.kubernetes.helm-stuck-after", 5),
            seconds("uid2.slack.refresh-interval", 10), seconds("uid2.slack.check-again-interval", 10));

    private BotProperties() {
    }

    private static Map.Entry<String, Duration> seconds(String property, int seconds) {
        return Map.entry(property, Duration.ofSeconds(seconds));
    }

    private static Map.Entry<String, Duration> minutes(String property, int minutes) {
        return Map.entry(property, Duration.ofMinutes(minutes));
    }

    /** Returns the limits of a bot that bears so many times what it bears in production. */
    static Map<String, Object> patience(int times) {
        var all = new LinkedHashMap<String, Object>();
        LIMITS.forEach((name, duration) -> all.put(name, duration.multipliedBy(times).toMillis() + "ms"));
        return all;
    }

    /** Returns the same as arguments of a bot in its own process, which lives by real time. */
    static List<String> patientArguments(World world, int times) {
        return LIMITS.entrySet().stream()
                .map(limit -> "--" + limit.getKey() + "=" + world.clock().inReal(limit.getValue().multipliedBy(times)).toMillis() + "ms")
                .toList();
    }

    /** Returns what a bot in this JVM needs: it lives by the simulated clock, with production's own durations. */
    static Map<String, Object> oneJvm(World world) {
        var all = common(world);
        all.put("spring.datasource.url", "jdbc:h2:mem:sandbox-" + System.identityHashCode(world)
                + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
        // The scheduler's waits are real, its instants simulated: a beat would look minutes old.
        all.put("uid2.scheduling.poll-interval", "50ms");
        all.put("uid2.scheduling.heartbeat-interval", "1h");
        return all;
    }

    /** Returns what a bot in its own process needs. It fixes no port, and puts the database into the bot's working directory. */
    static Map<String, Object> ownProcess(World world) {
        var all = common(world);
        Stream.of(LIMITS, RHYTHM).forEach(
                waits -> waits.forEach((name, duration) -> all.put(name, world.clock().inReal(duration).toMillis() + "ms")));
        all.put("uid2.scheduling.poll-interval", "100ms");
        return all;
    }

    /** Writes the file for bots in their own processes, complete or not at all. */
    static Path write(World world) throws IOException {
        var properties = new Properties();
        ownProcess(world).forEach((name, value) -> properties.setProperty(name, value.toString()));
        Path file = world.settings().dir().resolve("bot.properties");
        Path unfinished = Files.createTempFile(world.settings().dir(), "bot", ".properties");
        Files.writeString(unfinished, text(properties));
        return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String text(Properties properties) {
        var text = new StringWriter();
        try {
            properties.store(text, "A bot in the sandbox's world");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static Map<String, Object> common(World world) {
        var all = new LinkedHashMap<String, Object>();
        all.put("uid2.slack.api-url", world.slack().apiUrl());
        all.put("uid2.slack.bot-token", world.slack().botToken());
        all.put("uid2.slack.app-token", world.slack().appToken());
        all.put("uid2.access.viewers", "everyone");
        all.put("uid2.access.deployers", Person.ALEX.id() + "," + Person.DANA.id());
        all.put("uid2.access.approvers", Directory.APPROVERS.id());
        all.put("uid2.access.admins", Person.ROOT.id());
        all.put("uid2.azure.authority-host", world.azure().authorityHost());
        all.put("uid2.azure.resource-manager-url", world.azure().resourceManagerUrl());
        all.put("uid2.azure.trust-file", world.ca().toAbsolutePath().toString());
        all.put("uid2.azure.verify-vault-challenge", "false");
        all.put("uid2.azure.tenant-id", Place.TENANT);
        all.put("uid2.azure.client-id", Place.CLIENT_ID);
        all.put("uid2.azure.client-secret", Place.CLIENT_SECRET);
        all.put("uid2.health.proxy", world.kubernetes().healthProxy());
        world.places().forEach(place -> target(all, world, place));
        return all;
    }

    private static void target(Map<String, Object> all, World world, Place place) {
        String prefix = "uid2.targets." + place.name() + ".";
        all.put(prefix + "environment", place.environment());
        if (place.environment().equals("prod")) {
            all.put(prefix + "channel", Ids.OPS_CHANNEL);
            all.put(prefix + "approval.quorum", "2");
            all.put(prefix + "approval.break-glass-review-within", "24h");
        }
        all.put(prefix + "subscription-id", Place.SUBSCRIPTION);
        all.put(prefix + "location", Place.LOCATION);
        all.put(prefix + "resource-group", place.resourceGroup());
        all.put(prefix + "virtual-network", place.virtualNetwork());
        all.put(prefix + "public-ip", place.publicIp());
        all.put(prefix + "nat-gateway", place.natGateway());
        all.put(prefix + "cluster", place.cluster());
        all.put(prefix + "key-vault", place.keyVault());
        all.put(prefix + "key-vault-secret", place.keyVaultSecret());
        all.put(prefix + "managed-identity", place.managedIdentity());
        all.put(prefix + "release", world.kubernetes().release().toAbsolutePath().toString());
        all.put(prefix + "chart", world.kubernetes().chart().toAbsolutePath().toString());
        all.put(prefix + "operator-key-file", world.kubernetes().operatorKeyFile(place.environment()).toAbsolutePath().toString());
    }
}
