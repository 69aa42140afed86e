package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;

/** Replica sets: as many pods as they say, the least useful leaving first. */
final class ReplicaSets implements World.Controller {

    private final Map<String, Integer> made = new HashMap<>();

    @Override
    public void act(World world) {
        for (ReplicaSet set : world.view().replicaSets.all()) {
            if (View.leaving(set).isEmpty()) {
                List<Pod> pods = world.view().podsOf(set).stream().filter(pod -> View.leaving(pod).isEmpty()).toList();
                int missing = set.getSpec().getReplicas() - pods.size();
                for (int i = 0; i < missing; i++) {
                    make(world, set);
                }
                pods.stream()
                        .sorted(Comparator.comparing((Pod pod) -> View.ready(pod)).thenComparing(ReplicaSets::created,
                                Comparator.reverseOrder()))
                        .limit(Math.max(0, -missing)).forEach(world::delete);
                report(world, set);
            }
        }
    }

    private static String created(Pod pod) {
        return pod.getMetadata().getCreationTimestamp();
    }

    private void make(World world, ReplicaSet set) {
        String name = set.getMetadata().getName();
        int number = made.merge(name, 1, Integer::sum);
        var template = set.getSpec().getTemplate();
        var pod = new PodBuilder().withNewMetadata().withName(name + "-" + world.draws().suffix(name + "#" + number, 5))
                .withGenerateName(name + "-").withNamespace(set.getMetadata().getNamespace())
                .withLabels(template.getMetadata().getLabels()).withAnnotations(template.getMetadata().getAnnotations())
                .withOwnerReferences(World.controlledBy(set)).endMetadata().withSpec(template.getSpec()).build();
        world.create(pod);
        world.event(set, "Normal", "SuccessfulCreate", "Created pod: " + pod.getMetadata().getName(), "replicaset-controller");
    }

    private static void report(World world, ReplicaSet set) {
        var pods = world.view().podsOf(set).stream().filter(pod -> View.leaving(pod).isEmpty()).toList();
        int ready = (int) pods.stream().filter(View::ready).count();
        var status = new ReplicaSetStatusBuilder().withReplicas(pods.size()).withFullyLabeledReplicas(pods.isEmpty() ? null : pods.size())
                .withReadyReplicas(ready == 0 ? null : ready).withAvailableReplicas(ready == 0 ? null : ready)
                .withObservedGeneration(set.getMetadata().getGeneration()).build();
        if (!status.equals(set.getStatus())) {
            var changed = new ReplicaSetBuilder(set).withStatus(status).build();
            world.view().replicaSets.put(world.client().resource(changed).updateStatus());
        }
    }
}
