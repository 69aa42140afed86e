package org.uid2chatops.kubernetes;

import java.util.Map;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.kubernetes.OperatorManifest.Shape;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.Decision.Limit;
import org.uid2chatops.rollout.Decision.Wait;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;

/** The load balancer's public address for the operator's Service. */
@Component
class ServiceAddressStep implements Step {

    private final ClusterClients clients;
    private final OperatorManifest manifest;
    private final KubernetesProperties properties;

    ServiceAddressStep(ClusterClients clients, OperatorManifest manifest, KubernetesProperties properties) {
        this.clients = clients;
        this.manifest = manifest;
        this.properties = properties;
    }

    @Override
    public StepName name() {
        return StepName.SERVICE_ADDRESS;
    }

    @Override
    public Decision decide(StepContext context) throws Exception {
        Shape shape = manifest.shape(context.target());
        return clients.ask(context.target(), client -> {
            if (ServiceAddress.service(client, shape).isEmpty()) {
                return new Fail(new Cause("ServiceMissing", "The Service " + shape.service() + " is not in the cluster any more.",
                        "Somebody has deleted it during the rollout. " + Cause.ONLY_ANEW));
            }
            var address = ServiceAddress.of(client, shape);
            if (address.isPresent()) {
                return new Done(address.get().ip(), Map.of("address", address.get().ip()));
            }
            String event = Warnings.of(client, shape.serviceNamespace(), "Service", shape.service()).newest()
                    .map(said -> "; the cluster says: " + said)
                    .orElse("");
            return new Wait("the load balancer's public address",
                    new Limit(properties.addressTimeout(), noAddress(context, shape, event)));
        });
    }

    private static Cause noAddress(StepContext context, Shape shape, String event) {
        var target = context.target();
        String subnet = target.network().clusterSubnet().care() == Target.Care.NONE
                ? "of the nodes"
                : target.network().clusterSubnet().name();
        return new Cause("NoPublicAddress", "The Service " + shape.service() + " has got no public address" + event + ".",
                "The cluster's own identity may lack Network Contributor on the subnet " + subnet + " of "
                        + target.names().virtualNetwork()
                        + ", or the region has no public address left: grant the role (a new deploy does that).");
    }
}
