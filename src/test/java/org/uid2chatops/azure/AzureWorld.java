package org.uid2chatops.azure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Diagnosis.Finding;
import org.uid2chatops.rollout.RolloutId;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.sandbox.ClusterHost;
import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.sandbox.azure.SandboxAzure;
import org.uid2chatops.sandbox.control.ControlApi;
import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.time.SimulatedClock;
import org.uid2chatops.testing.TestTarget;
import org.uid2chatops.time.Pace;

/** The sandbox's Azure with the steps that act on it, and a small engine that takes a step to its end by moving the clock. */
final class AzureWorld implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final int TURNS = 600;

    /** Some of the sandbox's answers take their simulated time: at one second a minute that is short, and no pause of the host matters. */
    private static final double TIME_SCALE = 1;

    final SimulatedClock clock = new SimulatedClock(TIME_SCALE);
    final Faults faults = new Faults(clock);
    final SandboxAzure azure;
    final AzureClients clients;
    final AzureDiagnosis diagnosis;
    final TestTarget settings;
    final Target target;
    final OperatorIdentity identity;
    final ClusterCredentials credentials;
    private final ControlApi control = new ControlApi();
    final List<Step> steps;

    AzureWorld(Path directory) {
        this(directory, true);
    }

    AzureWorld(Path directory, boolean trusting) {
        var ca = new Ca();
        Path key;
        Optional<Path> trust;
        try {
            Path chart = Files.createDirectories(directory.resolve("chart"));
            Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: virtualnode\nversion: 1.3409.26080501\n");
            key = Files.writeString(directory.resolve("operator.key"), Integ.KEY + "\n");
            trust = trusting ? Optional.of(ca.write(directory.resolve("ca.pem"))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var world = new Settings(0, 0, TIME_SCALE, 1, Optional.empty(), Optional.empty(), directory);
        azure = new SandboxAzure(world, clock, ca, faults, control, Place.all(0), new NoNodes());
        settings = Integ.settings().with("chart", directory.resolve("chart")).with("operator-key-file", key);
        target = settings.read();
        var properties = new AzureProperties(azure.authorityHost(), azure.resourceManagerUrl(), "https://management.azure.com/",
                trust.orElse(null),
                false, false, Duration.ofSeconds(10), Duration.ofSeconds(60), GuideSteps.DEADLINES);
        var sending = new Sending(new Pace(clock.speed()));
        diagnosis = new AzureDiagnosis(sending);
        clients = new AzureClients(properties, sending, clock);
        var guide = new GuideSteps(clients, properties, sending);
        identity = guide.identity;
        credentials = guide.credentials;
        steps = guide.all;
    }

    /** Takes these steps to their ends, one after another, each of which must be Done. */
    void deploy(StepName... names) {
        for (StepName name : names) {
            run(name).done();
        }
    }

    Run run(StepName name) {
        return run(name, target);
    }

    /** Takes a step to its end, moving the clock wherever it waits. */
    Run run(StepName name, Target target) {
        Step step = steps.stream().filter(one -> one.name() == name).findFirst().orElseThrow();
        var run = new Run();
        Instant active = clock.instant();
        Optional<StepContext.Intent> intent = Optional.empty();
        for (int turn = 0; turn < TURNS; turn++) {
            var context = new StepContext(new RolloutId("r-test"), target, clock.instant(), active, intent);
            try {
                switch (step.decide(context)) {
                    case Decision.Done done -> {
                        run.end = done;
                        return run;
                    }
                    case Decision.Fail fail -> {
                        run.end = fail;
                        return run;
                    }
                    case Decision.Wait wait -> {
                        if (!run.waits.contains(wait.why())) {
                            run.waits.add(wait.why());
                        }
                        Instant since = intent.map(StepContext.Intent::at).orElse(active);
                        if (wait.limit().isEmpty()) {
                            run.end = wait;
                            return run;
                        }
                        if (clock.instant().isAfter(since.plus(wait.limit().get().after()))) {
                            run.end = new Decision.Fail(wait.limit().get().cause());
                            return run;
                        }
                        clock.advance(wait.lookAgainIn().orElse(POLL));
                    }
                    case Decision.Act act -> {
                        run.acts.add(act);
                        Instant at = clock.instant();
                        intent = Optional.of(new StepContext.Intent(at, act.what(), run.accepted(act.what())));
                        act.effect().run().ifPresent(clock::advance);
                        run.accepted.add(act.what());
                        intent = Optional.of(new StepContext.Intent(at, act.what(), run.accepted(act.what())));
                    }
                }
            } catch (Exception failure) {
                Finding finding = diagnosis.of(failure).orElseThrow(() -> new AssertionError("not understood", failure));
                if (finding instanceof Finding.Permanent(Cause cause)) {
                    run.end = new Decision.Fail(cause);
                    return run;
                }
                run.retried.add((Finding.Transient) finding);
                clock.advance(((Finding.Transient) finding).retryAfter().orElse(POLL));
            }
        }
        throw new AssertionError(name + " does not end; it waited for " + run.waits + " and retried " + run.retried);
    }

    Decision look(StepName name, Target target) throws Exception {
        Step step = steps.stream().filter(one -> one.name() == name).findFirst().orElseThrow();
        return step.decide(new StepContext(new RolloutId("r-test"), target, clock.instant(), clock.instant(), Optional.empty()));
    }

    /** Returns the changing requests since that one, without those to Entra: method and path. */
    List<String> changes(long since) {
        return requests(since).stream().filter(one -> !one.path("method").asString("").equals("GET"))
                .filter(one -> !one.path("path").asString("").contains("oauth2"))
                .map(one -> one.path("method").asString("") + " " + one.path("path").asString("").replaceFirst("\\?.*", "")).toList();
    }

    long lastRequest() {
        var all = requests(0);
        return all.isEmpty() ? 0 : all.getLast().path("id").asLong();
    }

    List<JsonNode> requests(long since) {
        try {
            var call = new Call("GET", "/api/azure/requests", "/api/azure/requests?since=" + since, Map.of("since", "" + since), Map.of(),
                    new byte[0]);
            JsonNode list = JSON.readTree(new String(control.answer(call).body(), StandardCharsets.UTF_8));
            return StreamSupport.stream(list.spliterator(), false).toList();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    JsonNode resource(String id) {
        return azure.resource(id).orElseThrow(() -> new AssertionError("there is no " + id));
    }

    ArmIds ids() {
        return new ArmIds(target);
    }

    /** Changes a resource behind the bot's back, by the request that somebody else would send. */
    void meddle(String id, java.util.function.Consumer<ObjectNode> change) {
        ObjectNode body = azure.resource(id).orElseThrow().deepCopy();
        change.accept(body);
        put(id, body);
    }

    /** Sends a PUT as somebody else would. */
    void put(String id, JsonNode body) {
        var request = new com.azure.core.http.HttpRequest(com.azure.core.http.HttpMethod.PUT,
                azure.resourceManagerUrl() + id + "?api-version=2025-01-01").setBody(body.toString()).setHeader(
                        com.azure.core.http.HttpHeaderName.CONTENT_TYPE, "application/json");
        try (var response = clients.of(target).network().getHttpPipeline().sendSync(request, com.azure.core.util.Context.NONE)) {
            if (response.getStatusCode() >= 300) {
                throw new AssertionError(response.getStatusCode() + " " + response.getBodyAsBinaryData());
            }
        }
        clock.advance(Duration.ofMinutes(1));
    }

    @Override
    public void close() {
        azure.close();
    }

    /** What a step did until it ended. */
    static final class Run {
        final List<Decision.Act> acts = new ArrayList<>();
        /** What was sent and accepted, as often as it was. */
        final List<String> accepted = new ArrayList<>();
        final List<String> waits = new ArrayList<>();
        final List<Finding.Transient> retried = new ArrayList<>();
        private Decision end = new Decision.Done("never began");

        int accepted(String what) {
            return Collections.frequency(accepted, what);
        }

        Decision end() {
            return end;
        }

        Decision.Done done() {
            if (end instanceof Decision.Done done) {
                return done;
            }
            throw new AssertionError("ended in " + end);
        }

        Cause failed() {
            if (end instanceof Decision.Fail(Cause cause)) {
                return cause;
            }
            throw new AssertionError("ended in " + end);
        }

        List<String> what() {
            return acts.stream().map(Decision.Act::what).toList();
        }
    }

    /** API servers that nobody asks anything. */
    private static final class NoNodes implements ClusterHost {
        @Override
        public Cluster create(Spec spec) {
            return new Cluster() {
                @Override
                public void ready() {
                }

                @Override
                public String kubeconfig() {
                    return "apiVersion: v1\nkind: Config\nclusters: []\n";
                }

                @Override
                public List<String> nodeNames() {
                    return List.of();
                }

                @Override
                public void delete() {
                }
            };
        }
    }
}
