package org.uid2chatops.sandbox.kubernetes.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import tools.jackson.databind.node.ObjectNode;

/** The kinds that a server knows: the built-in ones, and those that CRDs add. Thread-safe. */
final class ResourceTypes {

    private final List<ResourceType> all = new CopyOnWriteArrayList<>();

    ResourceTypes() {
        core("namespaces", "Namespace", false, "ns", "status");
        core("nodes", "Node", false, "no", "status");
        core("persistentvolumes", "PersistentVolume", false, "pv", "status");
        core("pods", "Pod", true, "po", "status", "log", "binding", "eviction");
        core("services", "Service", true, "svc", "status");
        core("secrets", "Secret", true, "");
        core("configmaps", "ConfigMap", true, "cm");
        core("serviceaccounts", "ServiceAccount", true, "sa");
        core("events", "Event", true, "ev");
        core("endpoints", "Endpoints", true, "ep");
        core("persistentvolumeclaims", "PersistentVolumeClaim", true, "pvc", "status");
        core("replicationcontrollers", "ReplicationController", true, "rc", "status");
        core("limitranges", "LimitRange", true, "limits");
        core("resourcequotas", "ResourceQuota", true, "quota", "status");
        group("apps", "deployments", "Deployment", true, "deploy", "status", "scale");
        group("apps", "replicasets", "ReplicaSet", true, "rs", "status", "scale");
        group("apps", "statefulsets", "StatefulSet", true, "sts", "status", "scale");
        group("apps", "daemonsets", "DaemonSet", true, "ds", "status");
        group("apps", "controllerrevisions", "ControllerRevision", true, "");
        group("batch", "jobs", "Job", true, "", "status");
        group("batch", "cronjobs", "CronJob", true, "cj", "status");
        group("policy", "poddisruptionbudgets", "PodDisruptionBudget", true, "pdb", "status");
        group("rbac.authorization.k8s.io", "roles", "Role", true, "");
        group("rbac.authorization.k8s.io", "rolebindings", "RoleBinding", true, "");
        group("rbac.authorization.k8s.io", "clusterroles", "ClusterRole", false, "");
        group("rbac.authorization.k8s.io", "clusterrolebindings", "ClusterRoleBinding", false, "");
        group("coordination.k8s.io", "leases", "Lease", true, "");
        group("discovery.k8s.io", "endpointslices", "EndpointSlice", true, "");
        group("networking.k8s.io", "networkpolicies", "NetworkPolicy", true, "netpol");
        group("networking.k8s.io", "ingresses", "Ingress", true, "ing", "status");
        group("scheduling.k8s.io", "priorityclasses", "PriorityClass", false, "pc");
        group("storage.k8s.io", "storageclasses", "StorageClass", false, "sc");
        group("admissionregistration.k8s.io", "mutatingwebhookconfigurations", "MutatingWebhookConfiguration", false, "");
        group("admissionregistration.k8s.io", "validatingwebhookconfigurations", "ValidatingWebhookConfiguration", false, "");
        group("apiextensions.k8s.io", "customresourcedefinitions", "CustomResourceDefinition", false, "crd,crds", "status");
    }

    private void core(String plural, String kind, boolean namespaced, String shortNames, String... subresources) {
        add("", plural, kind, namespaced, shortNames, false, subresources);
    }

    private void group(String group, String plural, String kind, boolean namespaced, String shortNames, String... subresources) {
        boolean generation = !group.startsWith("rbac") && !group.startsWith("coordination") && !group.startsWith("storage");
        add(group, plural, kind, namespaced, shortNames, generation, subresources);
    }

    private void add(String group, String plural, String kind, boolean namespaced, String shortNames, boolean generation,
            String... subresources) {
        var names = shortNames.isEmpty() ? List.<String>of() : List.of(shortNames.split(","));
        all.add(new ResourceType(group, "v1", plural, kind, namespaced, names, Set.of(subresources), generation, false));
    }

    /** Takes up the kinds of a CRD, in place of what it defined before. */
    void define(ObjectNode crd) {
        forget(crd);
        var spec = crd.path("spec");
        var names = spec.path("names");
        var subresources = Set.of("status");
        for (ObjectNode version : Json.objects(spec, "versions")) {
            if (version.path("served").asBoolean(false)) {
                var shortNames = new ArrayList<String>();
                names.path("shortNames").forEach(name -> shortNames.add(name.asString()));
                all.add(new ResourceType(Json.text(spec, "group"), Json.text(version, "name"), Json.text(names, "plural"),
                        Json.text(names, "kind"), Json.text(spec, "scope").equals("Namespaced"), shortNames,
                        version.path("subresources").has("status") ? subresources : Set.of(), true, true));
            }
        }
    }

    void forget(ObjectNode crd) {
        all.removeIf(type -> type.custom() && type.qualified().equals(Json.name(crd)));
    }

    List<ResourceType> all() {
        return all;
    }

    Optional<ResourceType> find(String group, String version, String plural) {
        return all.stream().filter(type -> type.group().equals(group) && type.version().equals(version) && type.plural().equals(plural))
                .findFirst();
    }

    /** Returns the kind by its name in whatever case, or by its plural. */
    Optional<ResourceType> ofKind(String kind) {
        String wanted = kind.toLowerCase(Locale.ROOT);
        return all.stream().filter(type -> type.singular().equals(wanted) || type.plural().equals(wanted)).findFirst();
    }
}
