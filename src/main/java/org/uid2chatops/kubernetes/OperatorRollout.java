package org.uid2chatops.kubernetes;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.uid2chatops.kubernetes.OperatorManifest.Shape;

/**
 * How far the operator's Deployment is, read as {@code kubectl rollout status} reads it.
 *
 * @param pods those of the Deployment's newest revision that are not being deleted, oldest first
 * @param complete whether the Deployment says so
 */
record OperatorRollout(Shape shape, List<Pod> pods, boolean complete) {

    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String HASH = "pod-template-hash";

    /** Looks at it; empty if there is no such Deployment. */
    static Optional<OperatorRollout> of(KubernetesClient client, Shape shape) {
        Deployment deployment = client.apps().deployments().inNamespace(shape.namespace()).withName(shape.deployment()).get();
        if (deployment == null) {
            return Optional.empty();
        }
        Optional<String> hash = newestHash(client, shape, deployment);
        var pods = client.pods().inNamespace(shape.namespace()).withLabels(shape.selector()).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> hash.isEmpty() || hash.get().equals(pod.getMetadata().getLabels().get(HASH)))
                .sorted(Comparator.comparing(pod -> String.valueOf(pod.getMetadata().getCreationTimestamp()))).toList();
        return Optional.of(new OperatorRollout(shape, pods, complete(deployment)));
    }

    List<Pod> ready() {
        return pods.stream().filter(OperatorRollout::isReady).toList();
    }

    List<Pod> unready() {
        return pods.stream().filter(pod -> !isReady(pod)).toList();
    }

    /** Returns the nodes that run a pod of the operator and are no virtual node: nothing is confidential there. */
    List<String> wrongNodes() {
        return pods.stream().map(pod -> pod.getSpec().getNodeName()).filter(Objects::nonNull)
                .filter(node -> !node.startsWith(VirtualNodeRelease.RELEASE + "-")).distinct().toList();
    }

    /** Source: kubernetes, kubectl/pkg/polymorphichelpers/rollout_status.go. */
    private static boolean complete(Deployment deployment) {
        var status = deployment.getStatus();
        if (status == null || orZero(status.getObservedGeneration()) < orZero(deployment.getMetadata().getGeneration())) {
            return false;
        }
        int wanted = Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1);
        int updated = orZero(status.getUpdatedReplicas());
        return updated >= wanted && orZero(status.getReplicas()) <= updated && orZero(status.getAvailableReplicas()) >= updated;
    }

    private static Optional<String> newestHash(KubernetesClient client, Shape shape, Deployment deployment) {
        String revision = annotation(deployment.getMetadata().getAnnotations());
        return client.apps().replicaSets().inNamespace(shape.namespace()).withLabels(shape.selector()).list().getItems().stream()
                .filter(set -> !revision.isEmpty() && revision.equals(annotation(set.getMetadata().getAnnotations())))
                .flatMap(set -> Optional.ofNullable(set.getMetadata().getLabels().get(HASH)).stream()).findFirst();
    }

    private static String annotation(Map<String, String> annotations) {
        return annotations == null ? "" : annotations.getOrDefault(REVISION, "");
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus() != null && pod.getStatus().getConditions().stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private static long orZero(Long value) {
        return value == null ? 0 : value;
    }

    private static int orZero(Integer value) {
        return value == null ? 0 : value;
    }
}
