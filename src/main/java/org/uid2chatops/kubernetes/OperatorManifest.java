package org.uid2chatops.kubernetes;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.azure.OperatorIdentity;
import org.uid2chatops.config.Target;
import org.uid2chatops.release.ManifestObjects;
import org.uid2chatops.release.Placeholders;
import org.uid2chatops.release.Releases;
import org.uid2chatops.release.RenderedManifest;
import org.uid2chatops.rollout.Release;

/** What a target's release asks the cluster for. Thread-safe. */
@Component
class OperatorManifest {

    private final Releases releases;
    private final OperatorIdentity identity;

    OperatorManifest(Releases releases, OperatorIdentity identity) {
        this.releases = releases;
        this.identity = identity;
    }

    /** A release with its manifest filled in. */
    record Filled(Release release, RenderedManifest manifest, Shape shape) {
    }

    /**
     * The names and numbers that the steps look for, as the release has them.
     *
     * @param selector labels of the operator's pods
     * @param port the Service's first port
     */
    record Shape(String namespace, String deployment, Map<String, String> selector, int replicas, String serviceNamespace, String service,
            int port) {

        static Shape of(ManifestObjects objects) {
            var selector = new HashMap<String, String>();
            objects.deployment().path("spec").path("selector").path("matchLabels")
                    .forEachEntry((label, value) -> selector.put(label, value.asString("")));
            return new Shape(OperatorManifest.namespace(objects.deployment()), name(objects.deployment()), Map.copyOf(selector),
                    objects.deployment().path("spec").path("replicas").asInt(1), OperatorManifest.namespace(objects.service()),
                    name(objects.service()),
                    objects.service().path("spec").path("ports").path(0).path("port").asInt(80));
        }

        private static String name(JsonNode object) {
            return object.path("metadata").path("name").asString("");
        }
    }

    /** Returns where an object goes: its own namespace, or the guide's. */
    static String namespace(JsonNode object) {
        return object.path("metadata").path("namespace").asString("default");
    }

    /** Returns the shape of the target's release. */
    Shape shape(Target target) {
        return Shape.of(releases.objects(releases.read(target)));
    }

    /** Returns the filled-in release; empty while the managed identity does not exist. */
    Optional<Filled> filled(Target target) throws Exception {
        Release release = releases.read(target);
        return identity.resourceId(target).map(id -> {
            var manifest = releases.render(release, new Placeholders(id, target.names().keyVault(), target.names().keyVaultSecret(),
                    target.environment().label()));
            return new Filled(release, manifest, Shape.of(manifest.objects()));
        });
    }
}
