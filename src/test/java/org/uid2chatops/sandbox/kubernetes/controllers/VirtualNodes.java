package org.uid2chatops.sandbox.kubernetes.controllers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;

/**
 * Registers a virtual node for each running pod of the virtual-node chart, once Azure lets it start container groups.
 * Until then the pod's log says what is missing. Source: the README of microsoft/virtualnodesOnAzureContainerInstances.
 */
final class VirtualNodes implements World.Controller {

    private static final String RELEASE = "meta.helm.sh/release-name";
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private final Map<String, String> said = new HashMap<>();

    @Override
    public void act(World world) {
        var expected = new ArrayList<String>();
        for (Pod pod : world.view().pods.all()) {
            nodeName(world, pod).filter(_ -> View.leaving(pod).isEmpty()).ifPresent(name -> {
                expected.add(name);
                if (View.running(pod) && node(world, name).isEmpty()) {
                    register(world, pod, name);
                }
            });
        }
        for (Node node : world.view().nodes.all()) {
            if (View.virtual(node) && !expected.contains(node.getMetadata().getName())) {
                world.client().resource(node).delete();
                world.view().nodes.remove(node);
            }
        }
    }

    /** Returns the name of the node that a pod registers, if it is one of the chart's workload. */
    private static Optional<String> nodeName(World world, Pod pod) {
        var sets = world.view().statefulSets.all().stream().filter(set -> View.ownedBy(pod, set)).map(set -> (HasMetadata) set);
        var deployments = world.view().replicaSets.all().stream().filter(set -> View.ownedBy(pod, set))
                .flatMap(set -> world.view().deployments.all().stream().filter(deployment -> View.ownedBy(set, deployment)))
                .map(deployment -> (HasMetadata) deployment);
        return java.util.stream.Stream.concat(sets, deployments)
                .filter(workload -> View.label(workload, "helm.sh/chart").startsWith("virtualnode-")).findFirst()
                .map(workload -> View.annotation(workload, RELEASE) + "-"
                        + (workload.getKind().equals("StatefulSet") ? StatefulSets.ordinal(pod) : 0));
    }

    private static Optional<Node> node(World world, String name) {
        return world.view().nodes.all().stream().filter(node -> node.getMetadata().getName().equals(name)).findFirst();
    }

    /** Returns whether the pod registers no virtual node, or has. */
    static boolean registered(World world, Pod pod) {
        return nodeName(world, pod).map(name -> node(world, name).isPresent()).orElse(true);
    }

    private void register(World world, Pod pod, String name) {
        String uid = pod.getMetadata().getUid();
        if (!world.timers().passed("bound/" + uid, world.draws().seconds("virtual-node/" + name, 45, 60))) {
            return;
        }
        List<String> missing = missing(world);
        String log = missing.isEmpty()
                ? "registered node " + name
                : "cannot register node " + name + ":\n  " + String.join("\n  ", missing);
        if (!log.equals(said.put(uid, log))) {
            pod.getSpec().getContainers().forEach(container -> world.logs().add(uid, container.getName(), log));
        }
        if (missing.isEmpty()) {
            make(world, name);
            world.happened("virtual node ready", name, "bound/" + uid);
        } else {
            world.timers().lookAgain(world.timers().now().plus(AGAIN));
        }
    }

    private static List<String> missing(World world) {
        var missing = new ArrayList<String>();
        var spec = world.spec();
        String group = spec.subnetId().replaceFirst("(?i)/providers/.*", "");
        for (String scope : new String[]{spec.nodeResourceGroupId(), group}) {
            if (!world.azure().holdsRole(spec.kubeletObjectId(), "Contributor", scope)
                    && !world.azure().holdsRole(spec.kubeletObjectId(), "Owner", scope)) {
                missing.add("AuthorizationFailed: The client '" + spec.kubeletObjectId() + "' with object id '" + spec.kubeletObjectId()
                        + "' does not have authorization to perform action 'Microsoft.ContainerInstance/containerGroups/write' over scope '"
                        + scope + "' or the scope is invalid. If access was recently granted, please refresh your credentials.");
            }
        }
        if (!world.azure().providerRegistered("Microsoft.ContainerInstance")) {
            missing.add(
                    "MissingSubscriptionRegistration: The subscription is not registered to use namespace 'Microsoft.ContainerInstance'.");
        }
        var subnet = new ContainerSubnet(world);
        if (!subnet.exists()) {
            missing.add("the virtual network has no subnet 'cg'");
        } else {
            if (!subnet.isDelegated()) {
                missing.add("subnet 'cg' is not delegated to Microsoft.ContainerInstance/containerGroups");
            }
            if (!subnet.hasNat()) {
                missing.add("subnet 'cg' has no NAT gateway");
            }
        }
        return missing;
    }

    private static void make(World world, String name) {
        var labels = Map.of("virtualization", "virtualnode2", "type", "virtual-kubelet", "kubernetes.io/role", "agent",
                "kubernetes.io/hostname", name, "kubernetes.io/os", "linux", "kubernetes.io/arch", "amd64");
        Node made = world.client()
                .resource(new NodeBuilder().withNewMetadata().withName(name).withLabels(labels).endMetadata().withNewSpec()
                        .addNewTaint().withKey("virtual-kubelet.io/provider").withValue("azure").withEffect("NoSchedule").endTaint()
                        .endSpec().build())
                .create();
        var room = Map.of("cpu", new Quantity("100000"), "memory", new Quantity("100Ti"), "pods", new Quantity("1k"));
        made.setStatus(NodeStatuses.ready(world, room, name, "10.1.0.250", "v" + world.spec().kubernetesVersion()));
        world.view().nodes.put(world.client().resource(made).updateStatus());
    }
}
