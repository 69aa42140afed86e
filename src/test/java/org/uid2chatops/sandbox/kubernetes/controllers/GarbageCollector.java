package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;

/** Deletes what a deleted object owned, and ends the finalizers {@code foregroundDeletion} and {@code orphan}. */
final class GarbageCollector implements World.Controller {

    @Override
    public void act(World world) {
        for (HasMetadata owner : Stream.of(world.view().deployments.all(), world.view().replicaSets.all(), world.view().statefulSets.all())
                .<HasMetadata>flatMap(List::stream).toList()) {
            if (View.leaving(owner).isPresent()) {
                release(world, owner);
            }
        }
        for (ReplicaSet set : world.view().replicaSets.all()) {
            if (View.leaving(set).isEmpty() && orphaned(world, set)) {
                world.client().resource(set).delete();
                world.view().replicaSets.remove(set);
            }
        }
        for (Pod pod : world.view().pods.all()) {
            if (View.leaving(pod).isEmpty() && orphaned(world, pod)) {
                world.delete(pod);
            }
        }
    }

    private static boolean orphaned(World world, HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream().map(reference -> reference.getUid()).anyMatch(
                uid -> world.view().deployments.isGone(uid) || world.view().replicaSets.isGone(uid)
                        || world.view().statefulSets.isGone(uid));
    }

    private static void release(World world, HasMetadata owner) {
        List<HasMetadata> dependents = Stream.<List<? extends HasMetadata>>of(world.view().replicaSets.all(), world.view().pods.all())
                .<HasMetadata>flatMap(List::stream).filter(one -> View.ownedBy(one, owner)).toList();
        if (owner.getMetadata().getFinalizers().contains("orphan")) {
            dependents.forEach(one -> world.client().resource(one).edit(changed -> {
                changed.getMetadata().getOwnerReferences().removeIf(reference -> reference.getUid().equals(owner.getMetadata().getUid()));
                return changed;
            }));
            end(world, owner, "orphan");
        } else if (dependents.isEmpty()) {
            end(world, owner, "foregroundDeletion");
        } else {
            dependents.stream().filter(one -> View.leaving(one).isEmpty()).forEach(one -> world.client().resource(one)
                    .withPropagationPolicy(io.fabric8.kubernetes.api.model.DeletionPropagation.FOREGROUND).delete());
        }
    }

    private static void end(World world, HasMetadata owner, String finalizer) {
        if (owner.getMetadata().getFinalizers().contains(finalizer)) {
            world.client().resource(owner).edit(changed -> {
                changed.getMetadata().getFinalizers().remove(finalizer);
                return changed;
            });
        }
    }
}
