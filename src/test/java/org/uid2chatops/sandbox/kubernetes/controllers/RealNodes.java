package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;

/** The node pool's machines: {@code aks-oprnodepool-12345678-vmss000000} and so on. */
final class RealNodes implements World.Controller {

    private final List<String> names;

    RealNodes(World world) {
        String number = String.format(Locale.ROOT, "%08d",
                Math.floorMod(world.spec().id().toLowerCase(Locale.ROOT).hashCode(), 100_000_000));
        names = IntStream.range(0, world.spec().nodes())
                .mapToObj(i -> String.format(Locale.ROOT, "aks-%s-%s-vmss%06d", world.spec().nodePool(), number, i)).toList();
    }

    List<String> names() {
        return names;
    }

    @Override
    public void act(World world) {
        var there = world.view().nodes.all().stream().map(node -> node.getMetadata().getName()).toList();
        for (int i = 0; i < names.size(); i++) {
            if (!there.contains(names.get(i))) {
                Node made = world.client().resource(node(world, names.get(i))).create();
                made.setStatus(status(world, made, "10.1.0." + (4 + i)));
                world.view().nodes.put(world.client().resource(made).updateStatus());
            }
        }
    }

    private static Node node(World world, String name) {
        var spec = world.spec();
        return new NodeBuilder().withNewMetadata().withName(name)
                .withLabels(Map.of("agentpool", spec.nodePool(), "kubernetes.azure.com/agentpool", spec.nodePool(),
                        "kubernetes.azure.com/cluster",
                        spec.nodeResourceGroupId().substring(spec.nodeResourceGroupId().lastIndexOf('/') + 1), "kubernetes.azure.com/mode",
                        "system", "kubernetes.io/arch", "amd64", "kubernetes.io/hostname", name, "kubernetes.io/os", "linux",
                        "node.kubernetes.io/instance-type", spec.vmSize()))
                .endMetadata().withNewSpec().withProviderID("azure://" + spec.nodeResourceGroupId() + "/" + name).endSpec().build();
    }

    private static io.fabric8.kubernetes.api.model.NodeStatus status(World world, Node node, String address) {
        var room = Map.of("cpu", new Quantity("4"), "memory", new Quantity("16Gi"), "pods", new Quantity("30"));
        return NodeStatuses.ready(world, room, node.getMetadata().getName(), address, "v" + world.spec().kubernetesVersion());
    }
}
