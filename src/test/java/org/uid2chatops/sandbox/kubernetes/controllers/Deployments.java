package org.uid2chatops.sandbox.kubernetes.controllers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.jspecify.annotations.Nullable;

/** Deployments: a replica set per pod template, rolled over as the strategy says. Source: Kubernetes, {@code pkg/controller/deployment}. */
final class Deployments implements World.Controller {

    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String HASH = "pod-template-hash";

    @Override
    public void act(World world) {
        for (Deployment deployment : world.view().deployments.all()) {
            if (View.leaving(deployment).isEmpty()) {
                report(world, roll(world, deployment));
            }
        }
    }

    private static List<ReplicaSet> sets(World world, Deployment deployment) {
        return world.view().replicaSets.all().stream().filter(set -> View.ownedBy(set, deployment)).toList();
    }

    private static String hash(World world, PodTemplateSpec template) {
        return world.draws().suffix(Serialization.asJson(template), 10);
    }

    private static Optional<ReplicaSet> current(World world, Deployment deployment) {
        String hash = hash(world, deployment.getSpec().getTemplate());
        return sets(world, deployment).stream().filter(set -> View.label(set, HASH).equals(hash)).findFirst();
    }

    /** Moves it on by what is possible now, and returns it as it stands then. */
    private static Deployment roll(World world, Deployment deployment) {
        ReplicaSet now = current(world, deployment).orElseGet(() -> make(world, deployment));
        List<ReplicaSet> old = sets(world, deployment).stream()
                .filter(set -> !set.getMetadata().getUid().equals(now.getMetadata().getUid())).toList();
        Deployment marked = marked(world, deployment, View.annotation(now, REVISION));
        int wanted = deployment.getSpec().getReplicas();
        boolean recreate = "Recreate".equals(deployment.getSpec().getStrategy().getType());
        int surge = recreate ? 0 : share(deployment.getSpec().getStrategy().getRollingUpdate().getMaxSurge(), wanted, true);
        int missing = recreate ? wanted : share(deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable(), wanted, false);
        if (surge == 0 && missing == 0) {
            missing = 1;
        }
        int oldTotal = old.stream().mapToInt(set -> set.getSpec().getReplicas()).sum();
        int room = recreate && old.stream().anyMatch(set -> !world.view().podsOf(set).isEmpty())
                ? 0
                : Math.max(0, wanted + surge - oldTotal);
        ReplicaSet scaled = scale(world, now, Math.min(wanted, Math.max(room, Math.min(wanted, now.getSpec().getReplicas()))));
        shrink(world, old, scaled, wanted - missing);
        return marked;
    }

    /** Takes down pods of earlier templates: first those that are not ready, then as many as enough ready ones are left. */
    private static void shrink(World world, List<ReplicaSet> old, ReplicaSet now, int least) {
        int total = now.getSpec().getReplicas() + old.stream().mapToInt(set -> set.getSpec().getReplicas()).sum();
        int newMissing = now.getSpec().getReplicas() - ready(world, now);
        int removable = total - least - newMissing;
        for (ReplicaSet set : old) {
            int unready = set.getSpec().getReplicas() - ready(world, set);
            int take = Math.max(0, Math.min(removable, unready));
            removable -= take;
            ReplicaSet left = scale(world, set, set.getSpec().getReplicas() - take);
            int more = Math.max(0, Math.min(removable, left.getSpec().getReplicas()));
            removable -= more;
            scale(world, left, left.getSpec().getReplicas() - more);
        }
    }

    private static int ready(World world, ReplicaSet set) {
        return (int) world.view().podsOf(set).stream().filter(View::ready).count();
    }

    private static int share(IntOrString of, int wanted, boolean up) {
        String text = String.valueOf(of.getValue());
        if (!text.endsWith("%")) {
            return Integer.parseInt(text);
        }
        double share = Double.parseDouble(text.substring(0, text.length() - 1)) * wanted / 100;
        return (int) (up ? Math.ceil(share) : Math.floor(share));
    }

    private static ReplicaSet make(World world, Deployment deployment) {
        String hash = hash(world, deployment.getSpec().getTemplate());
        int revision = 1 + sets(world, deployment).stream().mapToInt(set -> Integer.parseInt("0" + View.annotation(set, REVISION))).max()
                .orElse(0);
        var template = new PodTemplateSpecBuilder(deployment.getSpec().getTemplate()).editOrNewMetadata().addToLabels(HASH, hash)
                .endMetadata().build();
        var set = new ReplicaSetBuilder().withNewMetadata().withName(deployment.getMetadata().getName() + "-" + hash)
                .withNamespace(deployment.getMetadata().getNamespace()).withLabels(template.getMetadata().getLabels())
                .addToAnnotations(REVISION, String.valueOf(revision)).addToOwnerReferences(World.controlledBy(deployment)).endMetadata()
                .withNewSpec().withReplicas(0).withNewSelectorLike(deployment.getSpec().getSelector()).addToMatchLabels(HASH, hash)
                .endSelector().withTemplate(template).endSpec().build();
        ReplicaSet made = world.client().resource(set).create();
        world.view().replicaSets.put(made);
        return made;
    }

    private static ReplicaSet scale(World world, ReplicaSet set, int replicas) {
        if (set.getSpec().getReplicas() == replicas) {
            return set;
        }
        ReplicaSet scaled = world.client().resource(set).edit(one -> new ReplicaSetBuilder(one).editSpec().withReplicas(replicas).endSpec()
                .build());
        world.view().replicaSets.put(scaled);
        return scaled;
    }

    /** The deployment carries its template's revision; a status update sets it, which leaves the generation as it is. */
    private static Deployment marked(World world, Deployment deployment, String revision) {
        if (View.annotation(deployment, REVISION).equals(revision)) {
            return deployment;
        }
        Deployment marked = world.client().resource(
                new DeploymentBuilder(deployment).editMetadata().addToAnnotations(REVISION, revision).endMetadata().build()).updateStatus();
        world.view().deployments.put(marked);
        return marked;
    }

    private static void report(World world, Deployment deployment) {
        List<ReplicaSet> sets = sets(world, deployment);
        var pods = sets.stream().flatMap(set -> world.view().podsOf(set).stream()).filter(pod -> View.leaving(pod).isEmpty()).toList();
        int updated = current(world, deployment)
                .map(set -> (int) world.view().podsOf(set).stream().filter(pod -> View.leaving(pod).isEmpty()).count()).orElse(0);
        int ready = (int) pods.stream().filter(View::ready).count();
        int wanted = deployment.getSpec().getReplicas();
        DeploymentStatus old = Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
        var counts = new DeploymentStatusBuilder().withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(positive(pods.size())).withUpdatedReplicas(positive(updated)).withReadyReplicas(positive(ready))
                .withAvailableReplicas(positive(ready)).withUnavailableReplicas(positive(Math.max(0, wanted - ready))).build();
        boolean complete = updated == wanted && pods.size() == wanted && ready == wanted;
        var withConditions = new DeploymentStatusBuilder(counts)
                .withConditions(available(world, deployment, old, ready), progressing(world, deployment, old, counts, complete)).build();
        if (!withConditions.equals(old)) {
            var changed = new DeploymentBuilder(deployment).withStatus(withConditions).build();
            world.view().deployments.put(world.client().resource(changed).updateStatus());
        }
    }

    private static @Nullable Integer positive(int number) {
        return number == 0 ? null : number;
    }

    private static DeploymentCondition available(World world, Deployment deployment, DeploymentStatus old, int ready) {
        var strategy = deployment.getSpec().getStrategy().getRollingUpdate();
        int wanted = deployment.getSpec().getReplicas();
        boolean enough = ready >= wanted - (strategy == null ? 0 : share(strategy.getMaxUnavailable(), wanted, false));
        return condition(world, old, "Available", enough ? "True" : "False",
                enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                enough ? "Deployment has minimum availability." : "Deployment does not have minimum availability.", false);
    }

    private static DeploymentCondition progressing(World world, Deployment deployment, DeploymentStatus old, DeploymentStatus counts,
            boolean complete) {
        String set = current(world, deployment).map(one -> one.getMetadata().getName()).orElse("");
        boolean moved = !Objects.equals(old.getUpdatedReplicas(), counts.getUpdatedReplicas())
                || !Objects.equals(old.getReadyReplicas(), counts.getReadyReplicas())
                || !Objects.equals(old.getReplicas(), counts.getReplicas())
                || !Objects.equals(old.getObservedGeneration(), counts.getObservedGeneration());
        if (complete) {
            return condition(world, old, "Progressing", "True", "NewReplicaSetAvailable",
                    "ReplicaSet \"" + set + "\" has successfully progressed.", moved);
        }
        Optional<Instant> last = find(old, "Progressing").map(one -> Instant.parse(one.getLastUpdateTime()));
        Duration patience = Duration.ofSeconds(deployment.getSpec().getProgressDeadlineSeconds());
        if (!moved && last.isPresent() && world.timers().reached(last.get().plus(patience))) {
            return condition(world, old, "Progressing", "False", "ProgressDeadlineExceeded",
                    "ReplicaSet \"" + set + "\" has timed out progressing.", false);
        }
        return condition(world, old, "Progressing", "True", "ReplicaSetUpdated", "ReplicaSet \"" + set + "\" is progressing.", moved);
    }

    private static Optional<DeploymentCondition> find(DeploymentStatus status, String type) {
        return status.getConditions().stream().filter(one -> one.getType().equals(type)).findFirst();
    }

    private static DeploymentCondition condition(World world, DeploymentStatus old, String type, String status, String reason,
            String message, boolean moved) {
        var before = find(old, type);
        boolean same = before.filter(one -> one.getStatus().equals(status)).isPresent();
        boolean quiet = !moved && before.filter(one -> one.getReason().equals(reason) && one.getMessage().equals(message)).isPresent();
        String now = world.now();
        return new DeploymentConditionBuilder().withType(type).withStatus(status).withReason(reason).withMessage(message)
                .withLastTransitionTime(same ? before.map(DeploymentCondition::getLastTransitionTime).orElse(now) : now)
                .withLastUpdateTime(same && quiet ? before.map(DeploymentCondition::getLastUpdateTime).orElse(now) : now).build();
    }

}
