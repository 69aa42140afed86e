package org.uid2chatops.sandbox.kubernetes.controllers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.uid2chatops.sandbox.AzureFacts;
import org.uid2chatops.sandbox.ClusterHost;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.time.SimulatedClock;

/**
 * The controllers of one cluster, all on one thread: after every change, and when a time they wait for has come, each
 * looks at everything and does what is missing. They know the cluster by its API alone.
 */
public final class Controllers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Controllers.class);
    /** Since the clock can be moved ahead, no wait is longer than this, in real time. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);
    private final SimulatedClock clock;
    private final KubernetesClient client;
    private final World world;
    private final RealNodes realNodes;
    private final List<World.Controller> always = List.of(new Namespaces(), new NodeTaints(), new Deployments(), new ReplicaSets(),
            new StatefulSets(), new Scheduler(), new VirtualNodes(), new Kubelet(), new LoadBalancers(), new ReadyEndpoints(),
            new GarbageCollector());
    private final ScheduledExecutorService thread;
    private @Nullable ScheduledFuture<?> next;
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Starts them.
     *
     * @param config by which they come in
     * @param logs where the containers they run write to
     * @param kubeletTls if the API server is to ask a kubelet for those logs, the authority of that kubelet's certificate
     */
    public Controllers(Config config, ClusterHost.Spec spec, SimulatedClock clock, long seed, AzureFacts azure, ContainerLogs logs,
            Optional<Ca> kubeletTls) {
        this.clock = clock;
        config.setOnlyHttpWatches(true);
        config.setUserAgent("kube-controller-manager");
        client = new KubernetesClientBuilder().withConfig(config).build();
        var view = new View();
        world = new World(client, view, new Timers(clock), new Draws(seed), spec, azure, logs,
                kubeletTls.map(ca -> new KubeletPort(ca, view, logs)));
        realNodes = new RealNodes(world);
        thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("controllers-" + spec.name()).factory());
        world.view().follow(client, this::look);
    }

    /** What a service's address answers. */
    public record Health(Optional<String> problem) {
    }

    /** The cluster is up: its nodes appear. */
    public void clusterReady() {
        ready.set(true);
        look();
    }

    public List<String> nodeNames() {
        return realNodes.names();
    }

    /** Returns how the pods behind a public address are; empty if no service has it. */
    public Optional<Health> health(String address) {
        return world.view().services.all().stream().filter(service -> LoadBalancers.address(service).equals(address)).findFirst()
                .map(service -> new Health(world.view().podsBehind(service).stream().anyMatch(View::ready)
                        ? Optional.empty()
                        : Optional.of("no operator pod behind this address is ready")));
    }

    private void look() {
        if (due.compareAndSet(false, true)) {
            try {
                thread.execute(this::run);
            } catch (RejectedExecutionException over) {
                due.set(true);
            }
        }
    }

    private void run() {
        due.set(false);
        if (closed.get()) {
            return;
        }
        if (ready.get()) {
            act(realNodes);
        }
        always.forEach(this::act);
        world.timers().takeNext().ifPresent(at -> {
            Duration left = clock.inReal(Duration.between(clock.instant(), at));
            long millis = Math.clamp(left.toMillis() + 1, 2, LONGEST_WAIT.toMillis());
            if (next != null) {
                next.cancel(false);
            }
            next = closed.get() ? null : thread.schedule(this::look, millis, TimeUnit.MILLISECONDS);
        });
    }

    private void act(World.Controller controller) {
        try {
            controller.act(world);
        } catch (KubernetesClientException refused) {
            if (!closed.get()) {
                LOG.debug("a controller will try again", refused);
                world.timers().lookAgain(world.timers().now().plusSeconds(2));
            }
        } catch (RuntimeException broken) {
            if (!closed.get()) {
                LOG.error("a controller of the sandbox is broken", broken);
                world.timers().lookAgain(world.timers().now().plusSeconds(30));
            }
        }
    }

    @Override
    public void close() {
        closed.set(true);
        thread.shutdownNow();
        world.view().close();
        world.kubelet().ifPresent(KubeletPort::close);
        client.close();
    }
}
