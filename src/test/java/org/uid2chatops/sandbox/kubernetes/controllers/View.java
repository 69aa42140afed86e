package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

/** A cluster's objects as the controllers see them. Thread-safe. */
final class View {

    final Kept<Namespace> namespaces = new Kept<>();
    final Kept<Node> nodes = new Kept<>();
    final Kept<Pod> pods = new Kept<>();
    final Kept<Service> services = new Kept<>();
    final Kept<Endpoints> endpoints = new Kept<>();
    final Kept<Deployment> deployments = new Kept<>();
    final Kept<ReplicaSet> replicaSets = new Kept<>();
    final Kept<StatefulSet> statefulSets = new Kept<>();

    private final List<SharedIndexInformer<?>> watches = new CopyOnWriteArrayList<>();

    /** Follows the API server from now on; {@code changed} runs after each change. */
    void follow(KubernetesClient client, Runnable changed) {
        Stream.of(follow(client, Namespace.class, namespaces, changed), follow(client, Node.class, nodes, changed),
                follow(client, Pod.class, pods, changed),
                follow(client, Service.class, services, changed), follow(client, Endpoints.class, endpoints, changed),
                follow(client, Deployment.class, deployments, changed), follow(client, ReplicaSet.class, replicaSets, changed),
                follow(client, StatefulSet.class, statefulSets, changed)).toList()
                .forEach(started -> started.toCompletableFuture().join());
    }

    /** Ends the watches. */
    void close() {
        watches.forEach(SharedIndexInformer::stop);
    }

    private <T extends HasMetadata> CompletionStage<Void> follow(KubernetesClient client, Class<T> kind, Kept<T> kept, Runnable changed) {
        var informer = client.resources(kind).inAnyNamespace().runnableInformer(0);
        informer.addEventHandler(new ResourceEventHandler<T>() {
            @Override
            public void onAdd(T object) {
                kept.put(object);
                changed.run();
            }

            @Override
            public void onUpdate(T old, T object) {
                kept.put(object);
                changed.run();
            }

            @Override
            public void onDelete(T object, boolean unknownFinalState) {
                kept.remove(object);
                changed.run();
            }
        });
        watches.add(informer);
        return informer.start();
    }

    /** Returns the pods that an object controls, in the order of their names. */
    List<Pod> podsOf(HasMetadata owner) {
        return pods.all().stream().filter(pod -> ownedBy(pod, owner)).toList();
    }

    static boolean ownedBy(HasMetadata object, HasMetadata owner) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference -> reference.getUid().equals(owner.getMetadata().getUid()));
    }

    List<Pod> podsBehind(Service service) {
        Map<String, String> selector = service.getSpec().getSelector();
        if (selector == null || selector.isEmpty()) {
            return List.of();
        }
        return pods.all().stream()
                .filter(pod -> pod.getMetadata().getNamespace().equals(service.getMetadata().getNamespace()) && leaving(pod).isEmpty())
                .filter(pod -> pod.getMetadata().getLabels() != null
                        && pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
                .toList();
    }

    /** Returns since when an object is being deleted. */
    static Optional<String> leaving(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getDeletionTimestamp());
    }

    static boolean condition(Pod pod, String type) {
        return pod.getStatus() != null && pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals(type) && condition.getStatus().equals("True"));
    }

    /** Returns whether a kubelet has started the pod's containers. */
    static boolean running(Pod pod) {
        return pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase());
    }

    static boolean ready(Pod pod) {
        return leaving(pod).isEmpty() && condition(pod, "Ready");
    }

    static boolean ready(Node node) {
        return node.getStatus() != null && node.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready") && condition.getStatus().equals("True"));
    }

    static boolean virtual(Node node) {
        return node.getMetadata().getLabels() != null && "virtualnode2".equals(node.getMetadata().getLabels().get("virtualization"));
    }

    static String label(HasMetadata object, String name) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault(name, "");
    }

    static String annotation(HasMetadata object, String name) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(name, "");
    }
}
