package org.uid2chatops.kubernetes;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import org.uid2chatops.rollout.Decision.Change;

/**
 * One document of the manifest and how it is brought into the cluster: by server-side apply, as the document has it, with
 * one annotation of ours on the object itself (never on its pods, whose template is the release's).
 */
record AppliedObject(ObjectNode document, String manifestDigest) {

    /** Which rendered manifest an object was last applied from. */
    static final String ANNOTATION = "uid2-chatops/manifest-sha256";

    /** What the API server holds. */
    record Live(JsonNode object, List<Change> differences) {

        /** Returns who else has written to the object. */
        List<String> otherManagers() {
            var managers = new TreeSet<String>();
            object.path("metadata").path("managedFields").forEach(entry -> {
                if (entry.path("subresource").isMissingNode()) {
                    managers.add(entry.path("manager").asString(""));
                }
            });
            managers.remove(KubernetesProperties.FIELD_MANAGER);
            return List.copyOf(managers);
        }
    }

    String name() {
        return document.path("metadata").path("name").asString("");
    }

    String kind() {
        return document.path("kind").asString("");
    }

    /** Looks at the live object; empty if it does not exist. */
    Optional<Live> live(KubernetesClient client) {
        GenericKubernetesResource found = resources(client).inNamespace(OperatorManifest.namespace(document)).withName(name()).get();
        return Optional.ofNullable(found).map(object -> {
            JsonNode live = Serialization.jsonMapper().valueToTree(object);
            return new Live(live, Differences.between(wanted(), live));
        });
    }

    /** Sends the document, as it is. */
    void apply(KubernetesClient client) {
        try {
            apply(client, wanted());
        } catch (KubernetesClientException refused) {
            // API servers before 1.21 take a quantity as text only ("cpu: 6" is a number); what they store is the same.
            if (!String.valueOf(refused.getMessage()).contains("expected string, got")) {
                throw refused;
            }
            ObjectNode textual = wanted();
            quantitiesAsText(textual);
            apply(client, textual);
        }
    }

    private void apply(KubernetesClient client, ObjectNode wanted) {
        var object = Serialization.unmarshal(wanted.toString(), GenericKubernetesResource.class);
        resources(client).inNamespace(OperatorManifest.namespace(document)).resource(object)
                .fieldManager(KubernetesProperties.FIELD_MANAGER)
                .serverSideApply();
    }

    private static void quantitiesAsText(JsonNode node) {
        node.forEachEntry((field, value) -> {
            if (value instanceof ObjectNode amounts && (field.equals("requests") || field.equals("limits"))) {
                amounts.properties().forEach(amount -> amount.setValue(StringNode.valueOf(amount.getValue().asString())));
            }
        });
        node.forEach(AppliedObject::quantitiesAsText);
    }

    private ObjectNode wanted() {
        ObjectNode wanted = document.deepCopy();
        wanted.withObjectProperty("metadata").withObjectProperty("annotations").put(ANNOTATION, manifestDigest);
        return wanted;
    }

    private MixedOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>> resources(
            KubernetesClient client) {
        String[] groupVersion = document.path("apiVersion").asString("").split("/", 2);
        return client.genericKubernetesResources(
                new ResourceDefinitionContext.Builder().withGroup(groupVersion.length == 2 ? groupVersion[0] : "")
                        .withVersion(groupVersion[groupVersion.length - 1]).withKind(kind())
                        .withPlural(kind().toLowerCase(Locale.ROOT) + "s").withNamespaced(true).build());
    }
}
