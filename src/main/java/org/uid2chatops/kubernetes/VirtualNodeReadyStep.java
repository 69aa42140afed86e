package org.uid2chatops.kubernetes;

import java.util.Optional;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.springframework.stereotype.Component;

import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Limit;
import org.uid2chatops.rollout.Decision.Wait;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;

/** The guide's wait for {@code virtualnode-0} to appear. */
@Component
class VirtualNodeReadyStep implements Step {

    private final ClusterClients clients;
    private final KubernetesProperties properties;

    VirtualNodeReadyStep(ClusterClients clients, KubernetesProperties properties) {
        this.clients = clients;
        this.properties = properties;
    }

    @Override
    public StepName name() {
        return StepName.VIRTUAL_NODE_READY;
    }

    @Override
    public Decision decide(StepContext context) throws Exception {
        return clients.ask(context.target(), client -> {
            Optional<Boolean> ready = ready(client);
            if (ready.orElse(false)) {
                return new Done(VirtualNodeRelease.NODE + " is Ready");
            }
            Trouble trouble = VirtualNodeReading.of(client, context.target());
            String why = VirtualNodeRelease.NODE + (ready.isPresent() ? " to become Ready" : " to appear");
            return new Wait(trouble.summary().isEmpty() ? why : why + "; " + trouble.summary(),
                    new Limit(properties.virtualNodeTimeout(), trouble.cause()));
        });
    }

    /** Returns whether the node is Ready; empty if it has not registered. */
    private static Optional<Boolean> ready(KubernetesClient client) {
        return Optional.ofNullable(client.nodes().withName(VirtualNodeRelease.NODE).get())
                .map(node -> node.getStatus() != null && node.getStatus().getConditions().stream()
                        .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus())));
    }
}
