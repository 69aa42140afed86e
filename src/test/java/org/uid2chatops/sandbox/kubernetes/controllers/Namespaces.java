package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;

import org.uid2chatops.sandbox.kubernetes.api.Listing;

/** Gives each namespace its account {@code default}, and empties and ends one that is being deleted. */
public final class Namespaces implements World.Controller {

    private static final String FINALIZER = "kubernetes";
    private final Set<String> served = new HashSet<>();

    @Override
    public void act(World world) {
        for (Namespace namespace : world.view().namespaces.all()) {
            if (View.leaving(namespace).isEmpty()) {
                if (served.add(namespace.getMetadata().getUid())) {
                    account(world.client(), namespace.getMetadata().getName());
                }
            } else if (namespace.getSpec() != null && namespace.getSpec().getFinalizers().contains(FINALIZER)) {
                end(world.client(), namespace);
            }
        }
    }

    private static void account(KubernetesClient client, String namespace) {
        var accounts = client.serviceAccounts().inNamespace(namespace);
        if (accounts.withName("default").get() == null) {
            accounts.resource(new ServiceAccountBuilder().withNewMetadata().withName("default").endMetadata().build()).create();
        }
    }

    private static void end(KubernetesClient client, Namespace namespace) {
        String name = namespace.getMetadata().getName();
        boolean empty = true;
        for (Listing kind : Listing.of(client).stream().filter(Listing::namespaced).toList()) {
            var objects = client.genericKubernetesResources(kind.groupVersion(), kind.kind()).inNamespace(name);
            var there = objects.list().getItems();
            there.stream().filter(one -> View.leaving(one).isEmpty()).forEach(one -> client.resource(one).delete());
            empty &= there.isEmpty() || objects.list().getItems().isEmpty();
        }
        if (empty) {
            finish(client, namespace);
        }
    }

    /** Lets a namespace that is being deleted go, whatever is left in it. */
    public static void finish(KubernetesClient client, Namespace namespace) {
        List<String> others = namespace.getSpec().getFinalizers().stream().filter(one -> !one.equals(FINALIZER)).toList();
        client.raw("/api/v1/namespaces/" + namespace.getMetadata().getName() + "/finalize", "PUT",
                Serialization.asJson(new NamespaceBuilder(namespace).withNewSpec().withFinalizers(others).endSpec().build()));
    }
}
