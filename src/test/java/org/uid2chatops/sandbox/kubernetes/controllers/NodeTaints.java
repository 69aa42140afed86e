package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.List;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Taint;

/**
 * Takes the taint {@code node.kubernetes.io/not-ready} from nodes that are ready. A real API server gives it to every new
 * node. Source: Kubernetes, admission plugin {@code NodeTaint} and the node lifecycle controller.
 */
final class NodeTaints implements World.Controller {

    private static final String NOT_READY = "node.kubernetes.io/not-ready";

    @Override
    public void act(World world) {
        for (Node node : world.view().nodes.all()) {
            if (View.ready(node) && node.getSpec().getTaints().stream().anyMatch(taint -> taint.getKey().equals(NOT_READY))) {
                List<Taint> others = node.getSpec().getTaints().stream().filter(taint -> !taint.getKey().equals(NOT_READY)).toList();
                world.view().nodes.put(world.client().resource(node)
                        .edit(one -> new NodeBuilder(one).editSpec().withTaints(others).endSpec().build()));
            }
        }
    }
}
