package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Stateful sets: numbered pods, one after the other; a changed template replaces them from the last to the first. */
final class StatefulSets implements World.Controller {

    private static final String REVISION = "controller-revision-hash";

    @Override
    public void act(World world) {
        for (StatefulSet set : world.view().statefulSets.all()) {
            if (View.leaving(set).isEmpty()) {
                number(world, set);
                report(world, set);
            }
        }
    }

    private static String revision(World world, StatefulSet set) {
        return set.getMetadata().getName() + "-" + world.draws().suffix(Serialization.asJson(set.getSpec().getTemplate()), 10);
    }

    private static void number(World world, StatefulSet set) {
        List<Pod> pods = world.view().podsOf(set);
        int wanted = set.getSpec().getReplicas();
        boolean inParallel = "Parallel".equals(set.getSpec().getPodManagementPolicy());
        for (int i = 0; i < wanted; i++) {
            Optional<Pod> pod = numbered(pods, set, i);
            if (pod.isEmpty()) {
                make(world, set, i);
            }
            if (pod.filter(View::ready).isEmpty() && !inParallel) {
                break;
            }
        }
        pods.stream().filter(pod -> ordinal(pod) >= wanted && View.leaving(pod).isEmpty()).forEach(world::delete);
        String revision = revision(world, set);
        boolean moving = pods.stream().anyMatch(pod -> View.leaving(pod).isPresent());
        if (!moving && !"OnDelete".equals(set.getSpec().getUpdateStrategy().getType())) {
            pods.stream().filter(pod -> !View.label(pod, REVISION).equals(revision)).reduce((_, last) -> last).ifPresent(world::delete);
        }
    }

    private static Optional<Pod> numbered(List<Pod> pods, StatefulSet set, int number) {
        return pods.stream().filter(pod -> pod.getMetadata().getName().equals(set.getMetadata().getName() + "-" + number)).findFirst();
    }

    static int ordinal(Pod pod) {
        String name = pod.getMetadata().getName();
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    private static void make(World world, StatefulSet set, int number) {
        var template = set.getSpec().getTemplate();
        String name = set.getMetadata().getName() + "-" + number;
        var pod = new PodBuilder().withNewMetadata().withName(name).withNamespace(set.getMetadata().getNamespace())
                .withLabels(template.getMetadata().getLabels()).addToLabels("statefulset.kubernetes.io/pod-name", name)
                .addToLabels("apps.kubernetes.io/pod-index", String.valueOf(number)).addToLabels(REVISION, revision(world, set))
                .withAnnotations(template.getMetadata().getAnnotations()).withOwnerReferences(World.controlledBy(set)).endMetadata()
                .withSpec(template.getSpec()).editSpec().withHostname(name).endSpec().build();
        world.create(pod);
        world.event(set, "Normal", "SuccessfulCreate",
                "create Pod " + name + " in StatefulSet " + set.getMetadata().getName() + " successful", "statefulset-controller");
    }

    private static void report(World world, StatefulSet set) {
        var pods = world.view().podsOf(set).stream().filter(pod -> View.leaving(pod).isEmpty()).toList();
        int ready = (int) pods.stream().filter(View::ready).count();
        String revision = revision(world, set);
        int updated = (int) pods.stream().filter(pod -> View.label(pod, REVISION).equals(revision)).count();
        var old = Optional.ofNullable(set.getStatus());
        String before = old.map(status -> status.getCurrentRevision()).orElse(revision);
        var status = new StatefulSetStatusBuilder().withReplicas(pods.size()).withReadyReplicas(ready).withAvailableReplicas(ready)
                .withCurrentReplicas(updated).withUpdatedReplicas(updated).withCollisionCount(0)
                .withObservedGeneration(set.getMetadata().getGeneration()).withUpdateRevision(revision)
                .withCurrentRevision(ready == set.getSpec().getReplicas() && updated == ready ? revision : before).build();
        if (!status.equals(set.getStatus())) {
            var changed = new StatefulSetBuilder(set).withStatus(status).build();
            world.view().statefulSets.put(world.client().resource(changed).updateStatus());
        }
    }
}
