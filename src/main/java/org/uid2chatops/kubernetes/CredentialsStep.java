package org.uid2chatops.kubernetes;

import org.springframework.stereotype.Component;

import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;

/** The guide's {@code az aks get-credentials}: the kubeconfig is had, and the API server answers to it. */
@Component
class CredentialsStep implements Step {

    private final ClusterClients clients;

    CredentialsStep(ClusterClients clients) {
        this.clients = clients;
    }

    @Override
    public StepName name() {
        return StepName.CREDENTIALS;
    }

    @Override
    public Decision decide(StepContext context) throws Exception {
        clients.renew(context.target());
        String version = clients.ask(context.target(), client -> client.getKubernetesVersion().getGitVersion());
        return new Done("Kubernetes " + (version.startsWith("v") ? version.substring(1) : version));
    }
}
