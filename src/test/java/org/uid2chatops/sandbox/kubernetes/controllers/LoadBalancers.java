package org.uid2chatops.sandbox.kubernetes.controllers;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/** Gives services of type LoadBalancer their public address, if the cluster's own identity may join the subnet. */
final class LoadBalancers implements World.Controller {

    private static final Duration AGAIN = Duration.ofSeconds(20);
    private static final String COMPONENT = "service-controller";

    private final Map<String, Instant> refusedAt = new HashMap<>();

    @Override
    public void act(World world) {
        world.view().services.all().stream().filter(service -> "LoadBalancer".equals(service.getSpec().getType()))
                .filter(service -> View.leaving(service).isEmpty() && address(service).isEmpty())
                .forEach(service -> ensure(world, service));
    }

    /** Returns a service's public address, or nothing while it has none. */
    static String address(Service service) {
        return service.getStatus() == null || service.getStatus().getLoadBalancer() == null
                ? ""
                : service.getStatus().getLoadBalancer().getIngress().stream().map(ingress -> ingress.getIp()).findFirst().orElse("");
    }

    private void ensure(World world, Service service) {
        String uid = service.getMetadata().getUid();
        var time = world.draws().seconds("load-balancer/" + service.getMetadata().getName(), 30, 60);
        if (!world.timers().passed("load-balancer/" + uid, time)) {
            return;
        }
        var spec = world.spec();
        boolean mayJoin = Stream.of("Network Contributor", "Contributor", "Owner")
                .anyMatch(role -> world.azure().holdsRole(spec.principalId(), role, spec.subnetId()));
        if (!mayJoin) {
            refused(world, service);
            return;
        }
        String address = world.azure().publicAddress(spec.id(), uid);
        var changed = new ServiceBuilder(service).editOrNewStatus().withNewLoadBalancer()
                .withIngress(new LoadBalancerIngressBuilder().withIp(address).withIpMode("VIP").build()).endLoadBalancer().endStatus()
                .build();
        world.view().services.put(world.client().resource(changed).updateStatus());
        world.happened("load balancer address", service.getMetadata().getName(), "load-balancer/" + uid);
        world.event(service, "Normal", "EnsuredLoadBalancer", "Ensured load balancer", COMPONENT);
    }

    private void refused(World world, Service service) {
        var spec = world.spec();
        var again = refusedAt.get(service.getMetadata().getUid());
        if (again == null || world.timers().reached(again)) {
            Instant next = world.timers().now().plus(AGAIN);
            refusedAt.put(service.getMetadata().getUid(), next);
            world.timers().lookAgain(next);
            world.event(service, "Warning", "SyncLoadBalancerFailed",
                    "Error syncing load balancer: failed to ensure load balancer: Retriable:"
                            + " false, RetryAfter: 0s, HTTPStatusCode: 403, RawError: {\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"The client '"
                            + spec.principalId() + "' with object id '" + spec.principalId()
                            + "' does not have authorization to perform action 'Microsoft.Network/virtualNetworks/subnets/read' over scope '"
                            + spec.subnetId()
                            + "' or the scope is invalid. If access was recently granted, please refresh your credentials.\"}}",
                    COMPONENT);
        }
    }
}
