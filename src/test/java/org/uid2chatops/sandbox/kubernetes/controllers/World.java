package org.uid2chatops.sandbox.kubernetes.controllers;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.uid2chatops.sandbox.AzureFacts;
import org.uid2chatops.sandbox.ClusterHost;

/** What every controller of a cluster works with. */
record World(KubernetesClient client, View view, Timers timers, Draws draws, ClusterHost.Spec spec, AzureFacts azure, ContainerLogs logs,
        Optional<KubeletPort> kubelet) {

    /** Brings a part of the cluster nearer to what it should be. */
    @FunctionalInterface
    interface Controller {
        void act(World world);
    }

    /** Returns now in the form of Kubernetes' timestamps. */
    String now() {
        return text(timers.now());
    }

    static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Notes for the timeline that something has come about that {@code since} began. */
    void happened(String event, String object, String since) {
        azure.happened(spec.id(), event, object, timers.since(since), timers.now());
    }

    void create(Pod pod) {
        view.pods.put(client.resource(pod).create());
    }

    void putStatus(Pod pod) {
        view.pods.put(client.resource(pod).updateStatus());
    }

    /** Asks for a pod's deletion; one that no node runs is gone at once. */
    void delete(Pod pod) {
        client.resource(pod).delete();
        lookAfter(pod);
    }

    /** Ends a pod for good, as its kubelet does. */
    void end(Pod pod) {
        client.resource(pod).withGracePeriod(0).delete();
        view.pods.remove(pod);
    }

    private void lookAfter(Pod pod) {
        Pod left = client.resource(pod).get();
        if (left == null) {
            view.pods.remove(pod);
        } else {
            view.pods.put(left);
        }
    }

    /** Notes an event about an object; the same one again is counted. */
    void event(HasMetadata about, String type, String reason, String message, String component) {
        var metadata = about.getMetadata();
        String namespace = metadata.getNamespace() == null ? "default" : metadata.getNamespace();
        String name = metadata.getName() + "." + Integer.toHexString((metadata.getUid() + reason + message).hashCode());
        var events = client.v1().events().inNamespace(namespace);
        String now = now();
        try {
            events.resource(new EventBuilder().withNewMetadata().withName(name).withNamespace(namespace).endMetadata()
                    .withInvolvedObject(new ObjectReferenceBuilder().withKind(about.getKind()).withApiVersion(about.getApiVersion())
                            .withName(metadata.getName()).withNamespace(metadata.getNamespace()).withUid(metadata.getUid()).build())
                    .withType(type).withReason(reason).withMessage(message).withNewSource().withComponent(component).endSource()
                    .withFirstTimestamp(now).withLastTimestamp(now).withCount(1).withReportingComponent(component).build()).create();
        } catch (KubernetesClientException there) {
            if (there.getCode() != 409) {
                throw there;
            }
            events.withName(name).edit(event -> new EventBuilder(event).withCount(event.getCount() + 1).withLastTimestamp(now).build());
        }
    }

    static OwnerReference controlledBy(HasMetadata owner) {
        return new OwnerReferenceBuilder().withApiVersion(owner.getApiVersion()).withKind(owner.getKind())
                .withName(owner.getMetadata().getName()).withUid(owner.getMetadata().getUid()).withController(true)
                .withBlockOwnerDeletion(true).build();
    }

    static Map<String, String> with(Map<String, String> labels, String name, String value) {
        var more = new java.util.TreeMap<>(labels == null ? Map.<String, String>of() : labels);
        more.put(name, value);
        return more;
    }
}
