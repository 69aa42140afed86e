package org.uid2chatops.sandbox.kubernetes.api;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the API server fills in. Source: Kubernetes, {@code pkg/apis/{core,apps}/v1/defaults.go}. */
final class Defaults {

    private final ServiceNumbers numbers;

    Defaults(ServiceNumbers numbers) {
        this.numbers = numbers;
    }

    /** Fills in an object that is about to be stored; {@code before} is what it replaces. */
    void fill(ObjectNode object, @Nullable ObjectNode before) {
        quantities(object);
        switch (Json.text(object, "kind")) {
            case "Deployment" -> deployment(Json.child(object, "spec"));
            case "StatefulSet" -> statefulSet(Json.child(object, "spec"));
            case "DaemonSet" -> daemonSet(Json.child(object, "spec"));
            case "ReplicaSet" -> replicas(Json.child(object, "spec"));
            case "Pod" -> pod(object, before == null);
            case "Service" -> numbers.fill(object, before);
            case "Secret" -> secret(object);
            case "Namespace" -> namespace(object);
            case "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration" ->
                Json.objects(object, "webhooks").forEach(this::webhook);
            default -> {
            }
        }
    }

    static void put(ObjectNode object, String field, String value) {
        if (!object.has(field)) {
            object.put(field, value);
        }
    }

    static void put(ObjectNode object, String field, int value) {
        if (!object.has(field)) {
            object.put(field, value);
        }
    }

    static void put(ObjectNode object, String field, boolean value) {
        if (!object.has(field)) {
            object.put(field, value);
        }
    }

    private void deployment(ObjectNode spec) {
        put(spec, "replicas", 1);
        put(spec, "revisionHistoryLimit", 10);
        put(spec, "progressDeadlineSeconds", 600);
        rolling(Json.child(spec, "strategy"), rollingUpdate -> {
            put(rollingUpdate, "maxSurge", "25%");
            put(rollingUpdate, "maxUnavailable", "25%");
        });
        template(spec);
    }

    private void statefulSet(ObjectNode spec) {
        put(spec, "replicas", 1);
        put(spec, "revisionHistoryLimit", 10);
        put(spec, "podManagementPolicy", "OrderedReady");
        rolling(Json.child(spec, "updateStrategy"), rollingUpdate -> put(rollingUpdate, "partition", 0));
        var retention = Json.child(spec, "persistentVolumeClaimRetentionPolicy");
        put(retention, "whenDeleted", "Retain");
        put(retention, "whenScaled", "Retain");
        template(spec);
    }

    private void daemonSet(ObjectNode spec) {
        put(spec, "revisionHistoryLimit", 10);
        rolling(Json.child(spec, "updateStrategy"), rollingUpdate -> {
            put(rollingUpdate, "maxSurge", 0);
            put(rollingUpdate, "maxUnavailable", 1);
        });
        template(spec);
    }

    private void replicas(ObjectNode spec) {
        put(spec, "replicas", 1);
        template(spec);
    }

    private static void rolling(ObjectNode strategy, Consumer<ObjectNode> rollingUpdate) {
        put(strategy, "type", "RollingUpdate");
        if (Json.text(strategy, "type").equals("RollingUpdate")) {
            rollingUpdate.accept(Json.child(strategy, "rollingUpdate"));
        }
    }

    private void template(ObjectNode spec) {
        podSpec(Json.child(Json.child(spec, "template"), "spec"));
    }

    private void pod(ObjectNode pod, boolean isNew) {
        ObjectNode spec = Json.child(pod, "spec");
        podSpec(spec);
        put(spec, "enableServiceLinks", true);
        if (isNew) {
            put(spec, "serviceAccountName", "default");
            put(spec, "serviceAccount", Json.text(spec, "serviceAccountName"));
            put(spec, "preemptionPolicy", "PreemptLowerPriority");
            put(spec, "priority", 0);
            Json.objects(spec, "containers").forEach(container -> Json.objectAt(Json.child(container, "resources"), "limits")
                    .ifPresent(limits -> limits.properties().forEach(limit -> {
                        var requests = Json.child(Json.child(container, "resources"), "requests");
                        put(requests, limit.getKey(), limit.getValue().asString());
                    })));
            tolerate(spec, "node.kubernetes.io/not-ready");
            tolerate(spec, "node.kubernetes.io/unreachable");
            var status = pod.putObject("status");
            status.put("phase", "Pending").put("qosClass", "Burstable");
        }
    }

    private static void tolerate(ObjectNode spec, String taint) {
        var tolerations = spec.withArray("tolerations");
        if (tolerations.valueStream().noneMatch(one -> one.path("key").asString("").equals(taint) || !one.has("key"))) {
            tolerations.addObject().put("key", taint).put("operator", "Exists").put("effect", "NoExecute").put("tolerationSeconds", 300);
        }
    }

    private void podSpec(ObjectNode spec) {
        put(spec, "restartPolicy", "Always");
        put(spec, "terminationGracePeriodSeconds", 30);
        put(spec, "dnsPolicy", "ClusterFirst");
        Json.child(spec, "securityContext");
        put(spec, "schedulerName", "default-scheduler");
        String account = Json.text(spec, "serviceAccountName");
        if (!account.isEmpty()) {
            put(spec, "serviceAccount", account);
        }
        Json.objects(spec, "initContainers").forEach(this::container);
        Json.objects(spec, "containers").forEach(this::container);
        Json.objects(spec, "volumes").forEach(Defaults::volume);
    }

    private static void volume(ObjectNode volume) {
        for (String kind : new String[]{"configMap", "secret", "downwardAPI", "projected"}) {
            Json.objectAt(volume, kind).ifPresent(source -> put(source, "defaultMode", 420));
        }
        Json.objectAt(volume, "hostPath").ifPresent(source -> put(source, "type", ""));
        if (volume.size() == 1) {
            volume.putObject("emptyDir");
        }
    }

    /** Writes the quantities of a pod's containers as text, as the server stores them: {@code cpu: 6} becomes {@code "6"}. */
    static void quantities(ObjectNode object) {
        JsonNode template = object.path("spec").path("template");
        JsonNode spec = template.isObject() ? template.path("spec") : object.path("spec");
        for (String kind : new String[]{"initContainers", "containers"}) {
            Json.objects(spec, kind).forEach(container -> {
                for (String which : new String[]{"limits", "requests"}) {
                    Json.objectAt(container.path("resources"), which).ifPresent(quantities -> quantities.properties().stream().toList()
                            .forEach(quantity -> quantities.put(quantity.getKey(), quantity.getValue().asString())));
                }
            });
        }
    }

    private void container(ObjectNode container) {
        put(container, "terminationMessagePath", "/dev/termination-log");
        put(container, "terminationMessagePolicy", "File");
        String image = Json.text(container, "image");
        String tag = image.substring(image.lastIndexOf('/') + 1);
        boolean latest = !tag.contains("@") && (!tag.contains(":") || tag.endsWith(":latest"));
        put(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
        Json.child(container, "resources");
        Json.objects(container, "ports").forEach(port -> put(port, "protocol", "TCP"));
        Json.objects(container, "env").forEach(variable -> Json.objectAt(variable.path("valueFrom"), "fieldRef")
                .ifPresent(reference -> put(reference, "apiVersion", "v1")));
        for (String kind : new String[]{"livenessProbe", "readinessProbe", "startupProbe"}) {
            Json.objectAt(container, kind).ifPresent(Defaults::probe);
        }
    }

    private static void probe(ObjectNode probe) {
        put(probe, "timeoutSeconds", 1);
        put(probe, "periodSeconds", 10);
        put(probe, "successThreshold", 1);
        put(probe, "failureThreshold", 3);
        Json.objectAt(probe, "httpGet").ifPresent(get -> {
            put(get, "path", "/");
            put(get, "scheme", "HTTP");
        });
    }

    private static void secret(ObjectNode secret) {
        put(secret, "type", "Opaque");
        Json.objectAt(secret, "stringData").ifPresent(texts -> {
            ObjectNode data = Json.child(secret, "data");
            texts.properties().forEach(text -> data.put(text.getKey(), java.util.Base64.getEncoder()
                    .encodeToString(text.getValue().asString().getBytes(java.nio.charset.StandardCharsets.UTF_8))));
            secret.remove("stringData");
        });
    }

    private static void namespace(ObjectNode namespace) {
        ObjectNode spec = Json.child(namespace, "spec");
        if (!spec.has("finalizers")) {
            spec.putArray("finalizers").add("kubernetes");
        }
        put(Json.child(namespace, "status"), "phase", "Active");
        Json.child(Json.metadata(namespace), "labels").put("kubernetes.io/metadata.name", Json.name(namespace));
    }

    private void webhook(ObjectNode webhook) {
        put(webhook, "failurePolicy", "Fail");
        put(webhook, "matchPolicy", "Equivalent");
        put(webhook, "timeoutSeconds", 10);
        Json.child(webhook, "namespaceSelector");
        Json.child(webhook, "objectSelector");
        JsonNode client = webhook.path("clientConfig");
        Json.objectAt(client, "service").ifPresent(service -> put(service, "port", 443));
        Json.objects(webhook, "rules").forEach(rule -> put(rule, "scope", "*"));
    }
}
