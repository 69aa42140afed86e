package org.uid2chatops.azure;

import java.time.Duration;
import java.util.Optional;

import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.StepName;

/** The guide's {@code az identity create}: by it the operator reads its key. */
@Component
final class ManagedIdentityStep extends ArmStep<IdentityInner> implements OperatorIdentity {

    private final AzureClients clients;
    private final Sending sending;

    ManagedIdentityStep(AzureClients clients, AzureProperties properties, Sending sending) {
        super(StepName.MANAGED_IDENTITY, ResourceKind.MANAGED_IDENTITY, clients, properties.deadlines().resource());
        this.clients = clients;
        this.sending = sending;
    }

    @Override
    public Optional<String> resourceId(Target target) {
        return Arm.found(() -> get(clients.of(target), target)).map(IdentityInner::id);
    }

    @Override
    IdentityInner get(Arm arm, Target target) {
        return arm.identities().getByResourceGroup(group(target), target.names().managedIdentity());
    }

    @Override
    @Nullable
    Object state(IdentityInner found) {
        return null;
    }

    @Override
    Comparison compare(IdentityInner found, Target target) {
        return new Comparison().location(found.location(), target).tags(found.tags(), target);
    }

    @Override
    Fitness fitness(IdentityInner found, Target target) {
        return new Fitness().needs("principal id", found.principalId(), "one, to grant roles to", found.principalId() != null,
                "Look at the identity in the Azure portal: without a principal it cannot be let into a vault.");
    }

    @Override
    Optional<Duration> create(Arm arm, Target target) {
        return put(arm, target, new IdentityInner().withLocation(target.location()).withTags(Comparison.withTags(null, target)));
    }

    @Override
    Optional<Duration> change(Arm arm, Target target, IdentityInner found) {
        return put(arm, target, found.withTags(Comparison.withTags(found.tags(), target)));
    }

    private Optional<Duration> put(Arm arm, Target target, IdentityInner body) {
        return sending.answered(arm.identities().createOrUpdateWithResponseAsync(group(target),
                target.names().managedIdentity(), body));
    }

    @Override
    Done done(IdentityInner found, Target target) {
        return new Done(target.names().managedIdentity());
    }
}
