package org.uid2chatops.kubernetes;

import java.util.Map;

import org.springframework.stereotype.Component;

import org.uid2chatops.kubernetes.HealthCheck.Health.Healthy;
import org.uid2chatops.kubernetes.HealthCheck.Health.Unhealthy;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.Decision.Limit;
import org.uid2chatops.rollout.Decision.Wait;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;

/** The guide's "Running the Health Check": 200 and {@code OK}. */
@Component
class HealthCheckStep implements Step {

    private final ClusterClients clients;
    private final OperatorManifest manifest;
    private final HealthCheck health;
    private final HealthProperties properties;

    HealthCheckStep(ClusterClients clients, OperatorManifest manifest, HealthCheck health, HealthProperties properties) {
        this.clients = clients;
        this.manifest = manifest;
        this.health = health;
        this.properties = properties;
    }

    @Override
    public StepName name() {
        return StepName.HEALTH_CHECK;
    }

    @Override
    public Decision decide(StepContext context) throws Exception {
        var shape = manifest.shape(context.target());
        var address = clients.ask(context.target(), client -> ServiceAddress.of(client, shape));
        if (address.isEmpty()) {
            return new Fail(new Cause("NoPublicAddress", "The Service " + shape.service() + " has lost its public address.",
                    "Somebody has changed it during the rollout: undo that. A new deploy does, a retry does not."));
        }
        String url = address.get().healthUrl();
        return switch (health.ask(url)) {
            case Healthy() -> new Done("200 OK", Map.of("health", "200 OK", "url", url));
            case Unhealthy(String why) -> new Wait("the operator to be healthy: " + why, new Limit(properties.timeout(),
                    new Cause("Unhealthy", "The operator's health check at " + url + " does not say OK: " + why + ".",
                            "503 is the operator's own reason: look at the pods' log. No connection means that the bot, or a firewall"
                                    + " before it, cannot reach that address.")));
        };
    }
}
