package org.uid2chatops.azure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

import com.azure.resourcemanager.resources.models.ProviderRegistrationRequest;
import org.springframework.stereotype.Component;

import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Limit;
import org.uid2chatops.rollout.Decision.Wait;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;

/** The guide's {@code az provider register}, for every provider that the guide's resources come from. */
@Component
final class ProvidersStep implements Step {

    private final AzureClients clients;
    private final Sending sending;
    private final Duration deadline;

    ProvidersStep(AzureClients clients, AzureProperties properties, Sending sending) {
        this.clients = clients;
        this.sending = sending;
        this.deadline = properties.deadlines().provider();
    }

    @Override
    public StepName name() {
        return StepName.PROVIDERS;
    }

    @Override
    public Decision decide(StepContext context) {
        Arm arm = clients.of(context.target());
        var providers = arm.resources().getProviders();
        Map<String, String> pending = arm.registrations().pending();
        for (var one : pending.entrySet()) {
            if (!ProviderRegistrations.underWay(one.getValue())) {
                return new Act("register resource provider " + one.getKey(),
                        () -> sending.answered(providers.registerWithResponseAsync(one.getKey(), new ProviderRegistrationRequest()))
                                .or(() -> Optional.of(Duration.ZERO)));
            }
        }
        if (pending.isEmpty()) {
            return new Done(String.join(", ",
                    ProviderRegistrations.NAMESPACES.stream().map(name -> name.substring(name.indexOf('.') + 1)).toList()));
        }
        String names = String.join(", ", new ArrayList<>(pending.keySet()));
        return new Wait(names + " to be registered",
                new Limit(deadline, new Cause("ProviderNotRegistered",
                        names + " is still not registered in the subscription after " + ArmStep.minutes(deadline) + ".",
                        "Look with `az provider show --namespace " + pending.keySet().iterator().next()
                                + "`, and wait until it says Registered.")));
    }
}
