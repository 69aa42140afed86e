package org.uid2chatops.azure;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import com.azure.resourcemanager.network.fluent.models.SubnetInner;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Limit;
import org.uid2chatops.rollout.Decision.Wait;

/** Writes one subnet at a time. */
@Component
final class SubnetWriting {

    private final Sending sending;
    private final Duration deadline;

    SubnetWriting(Sending sending, AzureProperties properties) {
        this.sending = sending;
        this.deadline = properties.deadlines().resource();
    }

    /** Waits while Azure works on the subnet; empty once it is settled. */
    Optional<Decision> busy(SubnetInner found, String noun, Target target) {
        String state = String.valueOf(found.provisioningState());
        if (state.equals("null") || state.equalsIgnoreCase("Succeeded") || state.equalsIgnoreCase("Failed")) {
            return Optional.empty();
        }
        var cause = new Cause("TookTooLong", "Azure has worked on " + noun + " for " + ArmStep.minutes(deadline) + ".",
                "Look at the virtual network in the Azure portal (activity log of resource group "
                        + target.groupOf(ResourceKind.VIRTUAL_NETWORK) + ").");
        return Optional.of(new Wait(noun + " (" + state.toLowerCase(Locale.ROOT) + ")", new Limit(deadline, cause)));
    }

    Optional<Duration> create(Arm arm, Target target, SubnetInner body) {
        return sending.accepted(arm.network().getSubnets().createOrUpdateWithResponseAsync(target.groupOf(ResourceKind.VIRTUAL_NETWORK),
                target.names().virtualNetwork(), body.name(), body));
    }

    /** Writes back what was read and altered, unless somebody wrote in between. */
    Optional<Duration> replace(Arm arm, Target target, SubnetInner altered) {
        var request = arm.network().getSubnets().createOrUpdateWithResponseAsync(target.groupOf(ResourceKind.VIRTUAL_NETWORK),
                target.names().virtualNetwork(), altered.name(), altered);
        return altered.etag() == null ? sending.accepted(request) : sending.acceptedIfMatch(request, altered.etag());
    }
}
