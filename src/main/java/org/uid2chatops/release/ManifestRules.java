package org.uid2chatops.release;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * What a release's manifest must say. Each rule reads one thing and adds a mistake if it is not as the operator needs it.
 * Source: uid2-operator, scripts/azure-aks/deployment/operator.yaml.
 */
final class ManifestRules {

    static final String POLICY_PLACEHOLDER = "CCE_POLICY_PLACEHOLDER";
    private static final String POLICY = "microsoft.containerinstance.virtualnode.ccepolicy";
    private static final String OPERATOR = "uid2-operator";
    private static final Pattern TAG = Pattern.compile("[^:]+(?::\\d+)?(?:/[^:@]+)*:(?<tag>[\\w.-]+)(?:@.+)?");

    private final ManifestObjects objects;
    private final Mistakes mistakes;

    ManifestRules(ManifestObjects objects, Mistakes mistakes) {
        this.objects = objects;
        this.mistakes = mistakes;
    }

    /** Returns the decoded confidential policy. */
    Optional<byte[]> policy() {
        String field = "Deployment, spec.template.metadata.annotations, " + POLICY;
        String value = template().path("metadata").path("annotations").path(POLICY).asString("").strip();
        if (value.isEmpty()) {
            mistakes.add("ReleasePolicyMissing", field + ": there is no confidential policy");
        } else if (value.contains(POLICY_PLACEHOLDER)) {
            mistakes.add("ReleasePolicyMissing", field + " still reads " + POLICY_PLACEHOLDER + ": this is the template, not a release");
        } else {
            try {
                return Optional.of(Base64.getDecoder().decode(value));
            } catch (IllegalArgumentException notBase64) {
                mistakes.add("ReleasePolicyUnreadable", field + " is not base64 (it starts with '" + start(value) + "')");
            }
        }
        return Optional.empty();
    }

    /** Returns the operator's version: the tag of its image. */
    Optional<String> version() {
        for (JsonNode container : template().path("spec").path("containers")) {
            if (container.path("name").asString("").equals(OPERATOR)) {
                String image = container.path("image").asString("");
                var tag = TAG.matcher(image);
                if (tag.matches()) {
                    return Optional.of(tag.group("tag"));
                }
                mistakes.add("ReleaseImage",
                        "Deployment, container " + OPERATOR + ", image: '" + image + "' has no tag, which is the version");
                return Optional.empty();
            }
        }
        mistakes.add("ReleaseIncomplete", "Deployment, spec.template.spec.containers: there is no container " + OPERATOR);
        return Optional.empty();
    }

    /** Returns how many pods the Deployment asks for. */
    Optional<Integer> replicas() {
        JsonNode replicas = spec().path("replicas");
        if (replicas.isIntegralNumber() && replicas.asInt() > 0) {
            return Optional.of(replicas.asInt());
        }
        mistakes.add("ReleaseIncomplete", "Deployment, spec.replicas: "
                + (replicas.isMissingNode() ? "it is missing" : "'" + replicas.asString("") + "' is not a number of pods above zero"));
        return Optional.empty();
    }

    void selectors() {
        JsonNode labels = template().path("metadata").path("labels");
        selects("Deployment, spec.selector.matchLabels", spec().path("selector").path("matchLabels"), labels);
        selects("Service, spec.selector", objects.service().path("spec").path("selector"), labels);
    }

    void names() {
        named("Deployment", objects.deployment());
        named("Service", objects.service());
    }

    void service() {
        JsonNode spec = objects.service().path("spec");
        String type = spec.path("type").asString("ClusterIP");
        if (!type.equals("LoadBalancer")) {
            mistakes.add("ReleaseIncomplete", "Service, spec.type is " + type + ", expected LoadBalancer: it would get no public address");
        }
        if (!spec.path("ports").path(0).path("port").isIntegralNumber()) {
            mistakes.add("ReleaseIncomplete", "Service, spec.ports: there is no port");
        }
    }

    private void selects(String field, JsonNode selector, JsonNode labels) {
        if (selector.isEmpty()) {
            mistakes.add("ReleaseIncomplete", field + ": it is missing");
        }
        selector.forEachEntry((label, value) -> {
            if (!value.equals(labels.path(label))) {
                mistakes.add("ReleaseIncomplete", field + ", " + label + ": '" + value.asString("") + "' matches no label of the pods");
            }
        });
    }

    private void named(String kind, JsonNode document) {
        if (document.path("metadata").path("name").asString("").isBlank()) {
            mistakes.add("ReleaseIncomplete", kind + ", metadata.name: it is missing");
        }
    }

    private JsonNode spec() {
        return objects.deployment().path("spec");
    }

    private JsonNode template() {
        return spec().path("template");
    }

    private static String start(String value) {
        return value.length() <= 20 ? value : value.substring(0, 20) + "…";
    }
}
