package org.uid2chatops.sandbox.kubernetes;

import java.util.List;
import java.util.Set;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import org.uid2chatops.sandbox.kubernetes.api.Listing;
import org.uid2chatops.sandbox.kubernetes.controllers.Namespaces;

/**
 * Makes an API server that runs elsewhere that of a new cluster. The first time it must be unused, and is marked as the
 * sandbox's; one that bears the mark is emptied.
 */
final class FreshServer {

    private static final String MARK = "uid2-chatops-sandbox";
    private static final Set<String> NAMESPACES = Set.of("default", "kube-system", "kube-public", "kube-node-lease");
    private static final List<String> EMPTIED = List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ControllerRevision", "Job",
            "CronJob", "Pod", "Service", "Endpoints", "EndpointSlice", "Secret", "ConfigMap", "ServiceAccount", "Event", "Lease", "Role",
            "RoleBinding", "PodDisruptionBudget", "Node", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration",
            "CustomResourceDefinition");
    private static final Set<String> RELEASED = Set.of("ClusterRole", "ClusterRoleBinding");

    private FreshServer() {
    }

    /**
     * Empties it.
     *
     * @throws IllegalStateException if somebody else uses it
     */
    static void prepare(KubernetesClient client) {
        var mark = client.configMaps().inNamespace("kube-system").withName(MARK);
        if (mark.get() == null) {
            int nodes = client.nodes().list().getItems().size();
            int pods = client.pods().inAnyNamespace().list().getItems().size();
            if (nodes + pods > 0) {
                throw new IllegalStateException("the API server of --sandbox.kubeconfig has " + nodes + " nodes and " + pods
                        + " pods that are not the sandbox's: give it one that nobody uses, since it is emptied");
            }
            client.resource(new ConfigMapBuilder().withNewMetadata().withName(MARK).withNamespace("kube-system").endMetadata()
                    .addToData("about", "This API server is the sandbox's, which empties it at each start.").build()).create();
        }
        var kinds = Listing.of(client);
        for (String kind : EMPTIED) {
            kinds.stream().filter(one -> one.kind().equals(kind)).forEach(one -> empty(client, one, false));
        }
        kinds.stream().filter(one -> RELEASED.contains(one.kind())).forEach(one -> empty(client, one, true));
        client.namespaces().list().getItems().stream().map(one -> one.getMetadata().getName()).filter(name -> !NAMESPACES.contains(name))
                .forEach(name -> {
                    client.namespaces().withName(name).delete();
                    var left = client.namespaces().withName(name).get();
                    if (left != null) {
                        Namespaces.finish(client, left);
                    }
                });
    }

    private static void empty(KubernetesClient client, Listing kind, boolean ofHelmOnly) {
        var all = client.genericKubernetesResources(kind.groupVersion(), kind.kind());
        for (GenericKubernetesResource one : all.inAnyNamespace().list().getItems()) {
            boolean helms = one.getMetadata().getAnnotations() != null
                    && one.getMetadata().getAnnotations().containsKey("meta.helm.sh/release-name");
            if (!own(one) && (helms || !ofHelmOnly)) {
                end(client, one);
            }
        }
    }

    /** The server's own, which it makes again or cannot miss. */
    private static boolean own(HasMetadata one) {
        String name = one.getMetadata().getName();
        String namespace = one.getMetadata().getNamespace() == null ? "" : one.getMetadata().getNamespace();
        boolean role = one.getKind().startsWith("Role");
        return switch (namespace) {
            case "default" -> name.equals("kubernetes");
            case "kube-system" -> role || name.equals(MARK) || name.equals("extension-apiserver-authentication");
            case "kube-public" -> role;
            default -> false;
        };
    }

    private static void end(KubernetesClient client, GenericKubernetesResource one) {
        try {
            client.resource(one).withGracePeriod(0).delete();
            GenericKubernetesResource left = client.resource(one).get();
            if (left != null && !left.getMetadata().getFinalizers().isEmpty()) {
                client.resource(left).edit(changed -> {
                    changed.getMetadata().setFinalizers(List.of());
                    return changed;
                });
            }
        } catch (KubernetesClientException gone) {
            if (gone.getCode() != 404) {
                throw gone;
            }
        }
    }
}
