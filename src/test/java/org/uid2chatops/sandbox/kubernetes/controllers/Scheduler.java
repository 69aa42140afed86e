package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Binds pods to nodes by selector, required affinity and taints, the emptiest first; says why where none fits. */
final class Scheduler implements World.Controller {

    private final Map<String, String> said = new HashMap<>();

    @Override
    public void act(World world) {
        for (Pod pod : world.view().pods.all()) {
            if (pod.getSpec().getNodeName() == null && View.leaving(pod).isEmpty()) {
                Optional<Node> node = world.view().nodes.all().stream().filter(View::ready)
                        .filter(one -> wants(pod, one) && bears(pod, one))
                        .min(Comparator.comparingLong(one -> load(world, one)));
                node.ifPresentOrElse(one -> bind(world, pod, one), () -> refuse(world, pod));
            }
        }
    }

    private static long load(World world, Node node) {
        return world.view().pods.all().stream().filter(pod -> node.getMetadata().getName().equals(pod.getSpec().getNodeName())).count();
    }

    private static boolean wants(Pod pod, Node node) {
        Map<String, String> labels = node.getMetadata().getLabels();
        Map<String, String> selector = pod.getSpec().getNodeSelector();
        if (selector != null && !labels.entrySet().containsAll(selector.entrySet())) {
            return false;
        }
        var affinity = pod.getSpec().getAffinity();
        if (affinity == null || affinity.getNodeAffinity() == null
                || affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution() == null) {
            return true;
        }
        return affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution().getNodeSelectorTerms().stream()
                .anyMatch(term -> fits(term, labels));
    }

    private static boolean fits(NodeSelectorTerm term, Map<String, String> labels) {
        return term.getMatchExpressions().stream().allMatch(expression -> fits(expression, labels));
    }

    private static boolean fits(NodeSelectorRequirement expression, Map<String, String> labels) {
        String value = labels.get(expression.getKey());
        return switch (expression.getOperator()) {
            case "In" -> value != null && expression.getValues().contains(value);
            case "NotIn" -> value == null || !expression.getValues().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }

    private static boolean bears(Pod pod, Node node) {
        return node.getSpec().getTaints().stream().filter(taint -> !"PreferNoSchedule".equals(taint.getEffect()))
                .allMatch(taint -> bears(pod, taint));
    }

    private static boolean bears(Pod pod, Taint taint) {
        return pod.getSpec().getTolerations().stream()
                .anyMatch(toleration -> (toleration.getKey() == null || toleration.getKey().equals(taint.getKey()))
                        && (toleration.getEffect() == null || toleration.getEffect().equals(taint.getEffect()))
                        && ("Exists".equals(toleration.getOperator()) || Objects.equals(toleration.getValue(), taint.getValue())));
    }

    private static void bind(World world, Pod pod, Node node) {
        var binding = new BindingBuilder().withNewMetadata().withName(pod.getMetadata().getName()).endMetadata().withNewTarget()
                .withKind("Node").withApiVersion("v1").withName(node.getMetadata().getName()).endTarget().build();
        world.client().raw("/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/" + pod.getMetadata().getName() + "/binding",
                "POST", Serialization.asJson(binding));
        Pod bound = world.client().resource(pod).get();
        if (bound != null) {
            world.putStatus(new PodBuilder(bound).editOrNewStatus().withPhase("Pending")
                    .withConditions(Conditions.with(List.of(), "PodScheduled", true, "", "", world.now())).endStatus().build());
            world.event(bound, "Normal", "Scheduled", "Successfully assigned " + pod.getMetadata().getNamespace() + "/"
                    + pod.getMetadata().getName() + " to " + node.getMetadata().getName(), "default-scheduler");
        }
    }

    private void refuse(World world, Pod pod) {
        List<Node> nodes = world.view().nodes.all();
        long unwanted = nodes.stream().filter(node -> !wants(pod, node)).count();
        long tainted = nodes.size() - unwanted;
        String why = nodes.isEmpty()
                ? "no nodes available to schedule pods"
                : "0/" + nodes.size() + " nodes are available: "
                        + (unwanted == 0 ? "" : unwanted + " node(s) didn't match Pod's node affinity/selector")
                        + (unwanted > 0 && tainted > 0 ? ", " : "") + (tainted == 0 ? "" : tainted + " node(s) had untolerated taint(s)")
                        + ". preemption: 0/" + nodes.size() + " nodes are available: " + nodes.size()
                        + " Preemption is not helpful for scheduling.";
        if (!why.equals(said.put(pod.getMetadata().getUid(), why))) {
            world.putStatus(new PodBuilder(pod).editOrNewStatus().withPhase("Pending")
                    .withConditions(Conditions.with(List.of(), "PodScheduled", false, "Unschedulable", why, world.now())).endStatus()
                    .build());
            world.event(pod, "Warning", "FailedScheduling", why, "default-scheduler");
        }
    }
}
