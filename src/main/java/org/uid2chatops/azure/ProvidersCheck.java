package org.uid2chatops.azure;

import java.util.List;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.PreflightCheck;
import org.uid2chatops.rollout.PreflightFinding;

/** Says which resource providers the rollout will register first: it takes minutes, and changes the subscription. */
@Component
final class ProvidersCheck implements PreflightCheck {

    private final AzureClients clients;

    ProvidersCheck(AzureClients clients) {
        this.clients = clients;
    }

    @Override
    public List<PreflightFinding> check(Target target) {
        List<String> missing = clients.of(target).registrations().missing();
        return missing.isEmpty()
                ? List.of()
                : List.of(new PreflightFinding.Warning(new Cause("MissingSubscriptionRegistration",
                        "The subscription is not registered for " + String.join(", ", missing)
                                + "; the rollout does that, which takes a minute or two.",
                        "Nothing to do; to do it before: `az provider register --namespace " + missing.getFirst() + "`.")));
    }
}
