package org.uid2chatops.kubernetes;

import java.util.Comparator;
import java.util.Optional;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.springframework.stereotype.Component;

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

/** The operator's pods run on the virtual node and are ready, as many as the release asks for. */
@Component
class OperatorReadyStep implements Step {

    /** Pods of one release fail for one reason: reading a few is enough. */
    private static final int PODS_READ = 2;

    private final ClusterClients clients;
    private final OperatorManifest manifest;
    private final KubernetesProperties properties;

    OperatorReadyStep(ClusterClients clients, OperatorManifest manifest, KubernetesProperties properties) {
        this.clients = clients;
        this.manifest = manifest;
        this.properties = properties;
    }

    @Override
    public StepName name() {
        return StepName.OPERATOR_READY;
    }

    @Override
    public Decision decide(StepContext context) throws Exception {
        Shape shape = manifest.shape(context.target());
        return clients.ask(context.target(), client -> OperatorRollout.of(client, shape).map(rollout -> decide(context, client, rollout))
                .orElseGet(() -> new Fail(
                        new Cause("DeploymentMissing", "The Deployment " + shape.deployment() + " is not in the cluster any more.",
                                "Somebody has deleted it during the rollout. " + Cause.ONLY_ANEW))));
    }

    private Decision decide(StepContext context, KubernetesClient client, OperatorRollout rollout) {
        var wrong = rollout.wrongNodes();
        if (!wrong.isEmpty()) {
            return new Fail(new Cause("NotConfidential",
                    "Pods of " + rollout.shape().deployment() + " run on " + String.join(", ", wrong) + ", which is no virtual node.",
                    "Only a virtual node runs confidential containers: use operator.yaml as released (nodeSelector)."));
        }
        String ready = rollout.ready().size() + " of " + rollout.shape().replicas();
        if (rollout.complete() && rollout.ready().size() >= rollout.shape().replicas()) {
            return new Done(ready + " pods ready, all on " + VirtualNodeRelease.RELEASE + " nodes");
        }
        Optional<Trouble> trouble = rollout.unready().stream().limit(PODS_READ)
                .flatMap(pod -> new PodReading(client, context.target(), pod, context.active()).trouble().stream())
                .min(Comparator.comparing(Trouble::outlook));
        String why = "operator pods, " + ready + " ready";
        if (trouble.isEmpty()) {
            return new Wait(why, new Limit(properties.operatorTimeout(), notReady(rollout, ready)));
        }
        Trouble found = trouble.get();
        return switch (found.outlook()) {
            case LASTING -> new Fail(found.cause());
            case VAULT_GRANT -> new Wait(why + "; " + found.summary(), new Limit(properties.vaultGrantTimeout(), found.cause()));
            case PASSING -> new Wait(why + "; " + found.summary(), new Limit(properties.operatorTimeout(), found.cause()));
        };
    }

    private static Cause notReady(OperatorRollout rollout, String ready) {
        return new Cause("OperatorNotReady", "Only " + ready + " operator pods have become ready, and the cluster does not say why.",
                "Look at `kubectl -n " + rollout.shape().namespace() + " describe deployment " + rollout.shape().deployment()
                        + "` and its pods.");
    }
}
