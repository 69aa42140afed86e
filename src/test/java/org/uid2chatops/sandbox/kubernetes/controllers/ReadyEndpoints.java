package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointAddressBuilder;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.EndpointSubsetBuilder;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;

/** Keeps a service's endpoints: the pods behind it that are ready, and those that are not yet. */
final class ReadyEndpoints implements World.Controller {

    @Override
    public void act(World world) {
        for (Service service : world.view().services.all()) {
            if (View.leaving(service).isEmpty() && service.getSpec().getSelector() != null) {
                keep(world, service);
            }
        }
        for (Endpoints endpoints : world.view().endpoints.all()) {
            if (world.view().services.all().stream().noneMatch(service -> same(service, endpoints))) {
                world.client().resource(endpoints).delete();
                world.view().endpoints.remove(endpoints);
            }
        }
    }

    private static boolean same(Service service, Endpoints endpoints) {
        return service.getMetadata().getName().equals(endpoints.getMetadata().getName())
                && service.getMetadata().getNamespace().equals(endpoints.getMetadata().getNamespace());
    }

    private static void keep(World world, Service service) {
        List<Pod> pods = world.view().podsBehind(service).stream()
                .filter(pod -> pod.getStatus() != null && pod.getStatus().getPodIP() != null).toList();
        var subset = new EndpointSubsetBuilder().withAddresses(addresses(pods, true)).withNotReadyAddresses(addresses(pods, false));
        service.getSpec().getPorts().forEach(port -> subset.addNewPort().withName(port.getName()).withProtocol(port.getProtocol())
                .withPort(port.getTargetPort().getIntVal() == null ? port.getPort() : port.getTargetPort().getIntVal()).endPort());
        List<EndpointSubset> subsets = pods.isEmpty() ? List.of() : List.of(subset.build());
        Optional<Endpoints> there = world.view().endpoints.all().stream().filter(one -> same(service, one)).findFirst();
        if (there.isEmpty()) {
            world.view().endpoints.put(world.client().resource(new EndpointsBuilder().withNewMetadata()
                    .withName(service.getMetadata().getName()).withNamespace(service.getMetadata().getNamespace()).endMetadata()
                    .withSubsets(subsets).build()).create());
        } else if (!there.get().getSubsets().equals(subsets)) {
            world.view().endpoints.put(
                    world.client().resource(new EndpointsBuilder(there.get()).withSubsets(subsets).build()).update());
        }
    }

    private static List<EndpointAddress> addresses(List<Pod> pods, boolean ready) {
        return pods.stream().filter(pod -> View.ready(pod) == ready)
                .map(pod -> new EndpointAddressBuilder().withIp(pod.getStatus().getPodIP()).withNodeName(pod.getSpec().getNodeName())
                        .withNewTargetRef().withKind("Pod").withName(pod.getMetadata().getName())
                        .withNamespace(pod.getMetadata().getNamespace()).withUid(pod.getMetadata().getUid()).endTargetRef().build())
                .toList();
    }
}
