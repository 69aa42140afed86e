package org.uid2chatops.sandbox.kubernetes;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.AzureFacts;
import org.uid2chatops.sandbox.ClusterHost;
import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.sandbox.control.ControlApi;
import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.time.SimulatedClock;

/**
 * The Kubernetes of the world: an API server with controllers for each cluster that the simulated Azure creates, the
 * proxy by which their services are reached, and the files that a bot deploys. Thread-safe.
 */
public final class SandboxKubernetes implements ClusterHost, AutoCloseable {

    private final Settings settings;
    private final SimulatedClock clock;
    private final Ca ca;
    private final List<Place> places;
    private final ClusterFaults faults;
    private final Requests requests;
    private final Supplies supplies;
    private final HealthProxy proxy;
    private final Map<String, SimulatedCluster> clusters = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable AzureFacts> azure = new AtomicReference<>();

    public SandboxKubernetes(Settings settings, SimulatedClock clock, Ca ca, Faults faults, ControlApi control, List<Place> places) {
        this.settings = settings;
        this.clock = clock;
        this.ca = ca;
        this.places = places;
        this.faults = new ClusterFaults(faults, clock);
        this.requests = new Requests(clock);
        this.supplies = new Supplies(settings);
        this.proxy = new HealthProxy(clusters::values, this.faults);
        control.route("GET", "/api/kubernetes/objects",
                (call, _) -> ControlApi.ok(objects(call.parameter("kind").orElse(""), call.parameter("target").orElse(""))));
        control.route("GET", "/api/kubernetes/requests", (call, _) -> ControlApi.ok(requests.asked(call.query())));
    }

    /** Says whom the clusters ask about Azure; comes before the first cluster. */
    public void connect(AzureFacts facts) {
        azure.set(facts);
    }

    @Override
    public synchronized Cluster create(Spec spec) {
        AzureFacts facts = azure.get();
        if (facts == null) {
            throw new IllegalStateException("connect comes before the first cluster");
        }
        String key = spec.id().toLowerCase(java.util.Locale.ROOT);
        if (settings.kubeconfig().isPresent() && !clusters.isEmpty()) {
            throw new IllegalStateException("the API server of --sandbox.kubeconfig is already that of "
                    + String.join(", ", clusters.values().stream().map(SimulatedCluster::id).toList())
                    + ", and can be that of one cluster");
        }
        var cluster = new SimulatedCluster(spec, settings, clock, ca, faults, requests, facts, () -> clusters.remove(key));
        clusters.put(key, cluster);
        return cluster;
    }

    /** Returns how many requests its API servers have seen from others than the controllers. */
    public long requestsSeen() {
        return requests.size();
    }

    /** Returns the objects of a kind (all, if empty) in a target's clusters (all, if empty), oldest first, secrets masked. */
    public List<JsonNode> objects(String kind, String target) {
        if (!target.isEmpty() && places.stream().noneMatch(place -> place.name().equals(target))
                && clusters.values().stream().noneMatch(cluster -> cluster.target().equals(target))) {
            throw new IllegalArgumentException("there is no target '" + target + "'; there are: "
                    + String.join(", ", places.stream().map(Place::name).toList()));
        }
        return clusters.values().stream().filter(cluster -> target.isEmpty() || cluster.target().equals(target))
                .flatMap(cluster -> cluster.objects(kind).stream())
                .sorted(Comparator.comparing(object -> object.path("metadata").path("creationTimestamp").asString(""))).toList();
    }

    /** Returns the directory of the virtual-node chart, written if it is the built-in one. */
    public Path chart() {
        return supplies.chart();
    }

    /** Returns the directory of the default release, written with its {@code operator.yaml}. */
    public Path release() {
        return supplies.release();
    }

    /** Returns a file, written now, with a well-formed operator key of {@code integ} or {@code prod}. */
    public Path operatorKeyFile(String environment) {
        return supplies.operatorKey(environment);
    }

    /** Returns the URL of the HTTP proxy by which the made-up public addresses of services are reached. */
    public String healthProxy() {
        return proxy.url();
    }

    @Override
    public void close() {
        faults.close();
        proxy.close();
        clusters.values().forEach(SimulatedCluster::close);
        clusters.clear();
    }
}
