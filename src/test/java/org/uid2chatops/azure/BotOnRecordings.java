package org.uid2chatops.azure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.azure.core.http.rest.Response;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Diagnosis.Finding;
import org.uid2chatops.rollout.RolloutId;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.time.Pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The bot's own clients and steps, with an Azure that says what was recorded. */
final class BotOnRecordings implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

    final RecordedAzure azure;
    final Sending sending = new Sending(Pace.REAL);
    final AzureClients clients;
    final AzureProperties properties;
    final GuideSteps guide;
    private final Path chart;
    private final AzureDiagnosis diagnosis = new AzureDiagnosis(sending);

    BotOnRecordings(Path directory) {
        var ca = new Ca();
        azure = new RecordedAzure(ca);
        chart = directory.resolve("chart");
        Path trust;
        try {
            Files.writeString(Files.createDirectories(chart).resolve("Chart.yaml"),
                    "apiVersion: v2\nname: virtualnode\nversion: 1.3409.26080501\n");
            trust = ca.write(directory.resolve("ca.pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        properties = new AzureProperties(azure.url() + "/", azure.url(), "https://management.azure.com/", trust,
                false, false, Duration.ofSeconds(10), Duration.ofSeconds(60), GuideSteps.DEADLINES);
        clients = new AzureClients(properties, sending, Clock.fixed(NOW, ZoneOffset.UTC));
        guide = new GuideSteps(clients, properties, sending);
    }

    /** Returns the target of the guide with these settings, given by name and value in turn. */
    Target target(String... settings) {
        var target = Integ.settings().without("tags.team").without("tags.managed-by");
        for (int i = 0; i < settings.length; i += 2) {
            target = target.with(Map.of(settings[i], settings[i + 1]));
        }
        return target.read();
    }

    /** Returns the directory of a virtual-node chart. */
    Path chart() {
        return chart;
    }

    Arm arm(Target target) {
        return clients.of(target);
    }

    Decision decide(StepName step, Target target) throws Exception {
        return guide.named(step).decide(context(target, NOW));
    }

    /** @param active since when the step is at it */
    StepContext context(Target target, Instant active) {
        return new StepContext(new RolloutId("r-test"), target, NOW, active, Optional.empty());
    }

    Decision.Done done(StepName step, Target target) throws Exception {
        return as(Decision.Done.class, decide(step, target));
    }

    Decision.Act act(StepName step, Target target) throws Exception {
        return as(Decision.Act.class, decide(step, target));
    }

    Decision.Wait waits(StepName step, Target target) throws Exception {
        return as(Decision.Wait.class, decide(step, target));
    }

    Cause fails(StepName step, Target target) throws Exception {
        return as(Decision.Fail.class, decide(step, target)).cause();
    }

    /** Sends a request of which Azure says that it takes long, and asserts that nothing is asked afterwards; returns the time to stay away. */
    Optional<Duration> accepted(Mono<Response<Flux<ByteBuffer>>> request) {
        Optional<Duration> retryAfter = sending.accepted(request);
        assertThat(azure.requests).as("requests for one that was accepted").hasSize(1);
        return retryAfter;
    }

    Finding finding(Callable<?> call) {
        Throwable failure = catchThrowable(call::call);
        assertThat(failure).isNotNull();
        return diagnosis.of(failure).orElseThrow(() -> new AssertionError("not understood", failure));
    }

    /** Asserts that what fails will be tried again, and returns why. */
    Cause passing(Callable<?> call) {
        return as(Finding.Transient.class, finding(call)).cause();
    }

    /** Asserts that what fails needs a person, and returns what that one reads. */
    Cause lasting(Callable<?> call) {
        return as(Finding.Permanent.class, finding(call)).cause();
    }

    private static <T> T as(Class<T> type, Object what) {
        assertThat(what).isInstanceOf(type);
        return type.cast(what);
    }

    List<String> requests() {
        return azure.requests;
    }

    @Override
    public void close() {
        azure.close();
    }
}
