package org.uid2chatops.sandbox.kubernetes.controllers;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;

/**
 * Runs the pods that are bound to a node: real ones within seconds, those on a virtual node as container groups that
 * pull their images and attest first.
 */
final class Kubelet implements World.Controller {

    private static final double PULLING = 0.4;
    private final Map<String, OperatorContainer> operators = new HashMap<>();
    private final Set<String> started = new HashSet<>();
    private final PodStatuses statuses = new PodStatuses();
    private final ContainerGroup groups = new ContainerGroup();

    @Override
    public void act(World world) {
        for (Pod pod : world.view().pods.all()) {
            if (pod.getSpec().getNodeName() != null) {
                if (View.leaving(pod).isPresent()) {
                    stop(world, pod);
                } else {
                    node(world, pod).ifPresent(node -> run(world, pod, View.virtual(node)));
                }
            }
        }
        groups.endAllBut(world, world.view().pods.all());
    }

    private static Optional<Node> node(World world, Pod pod) {
        return world.view().nodes.all().stream().filter(node -> node.getMetadata().getName().equals(pod.getSpec().getNodeName()))
                .findFirst();
    }

    private static void stop(World world, Pod pod) {
        String uid = pod.getMetadata().getUid();
        boolean atOnce = Long.valueOf(0).equals(pod.getSpec().getTerminationGracePeriodSeconds());
        if (world.timers().passed("stopping/" + uid, atOnce ? Duration.ZERO : world.draws().seconds("stop/" + uid, 2, 8))) {
            world.end(pod);
        }
    }

    private void run(World world, Pod pod, boolean virtual) {
        String uid = pod.getMetadata().getUid();
        String name = pod.getMetadata().getName();
        if (virtual && !groups.runs(world, pod)) {
            return;
        }
        Duration ready = virtual ? world.draws().seconds("pod/" + name, 120, 300) : world.draws().seconds("pod/" + name, 3, 8);
        Duration start = virtual ? Duration.ofMillis(Math.round(ready.toMillis() * PULLING)) : ready;
        if (!world.timers().passed("bound/" + uid, start)) {
            if (started.add(uid + "/pulling")) {
                pod.getSpec().getContainers().forEach(container -> world.event(pod, "Normal", "Pulling",
                        "Pulling image \"" + container.getImage() + "\"", "kubelet"));
                statuses.creating(world, pod, virtual);
            }
            return;
        }
        if (started.add(uid + "/started")) {
            start(world, pod);
        }
        Optional<Container> operator = virtual ? OperatorContainer.in(pod) : Optional.empty();
        if (operator.isPresent()) {
            operators.computeIfAbsent(uid, _ -> new OperatorContainer(operator.get())).run(world, pod, ready, statuses);
        } else {
            boolean isReady = world.timers().passed("bound/" + uid, ready) && VirtualNodes.registered(world, pod);
            statuses.running(world, pod, virtual, isReady);
        }
    }

    private static void start(World world, Pod pod) {
        for (Container container : pod.getSpec().getContainers()) {
            world.logs().restart(pod.getMetadata().getUid(), container.getName());
            world.logs().add(pod.getMetadata().getUid(), container.getName(), "started");
            world.event(pod, "Normal", "Pulled", "Successfully pulled image \"" + container.getImage() + "\"", "kubelet");
            world.event(pod, "Normal", "Started", "Started container " + container.getName(), "kubelet");
        }
    }
}
