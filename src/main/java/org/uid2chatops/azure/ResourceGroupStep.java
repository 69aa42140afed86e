package org.uid2chatops.azure;

import java.time.Duration;
import java.util.Optional;

import com.azure.resourcemanager.resources.fluent.models.ResourceGroupInner;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.StepName;

/** The guide's "Create Resource Group". */
@Component
final class ResourceGroupStep extends ArmStep<ResourceGroupInner> {

    private final Sending sending;

    ResourceGroupStep(AzureClients clients, AzureProperties properties, Sending sending) {
        super(StepName.RESOURCE_GROUP, ResourceKind.RESOURCE_GROUP, clients, properties.deadlines().resource());
        this.sending = sending;
    }

    @Override
    ResourceGroupInner get(Arm arm, Target target) {
        return arm.resources().getResourceGroups().get(target.names().resourceGroup());
    }

    @Override
    @Nullable
    Object state(ResourceGroupInner found) {
        return found.properties() == null ? null : found.properties().provisioningState();
    }

    @Override
    Comparison compare(ResourceGroupInner found, Target target) {
        // its location is only where Azure keeps its metadata: what is in it may be anywhere
        return new Comparison().tags(found.tags(), target);
    }

    @Override
    Fitness fitness(ResourceGroupInner found, Target target) {
        return new Fitness();
    }

    @Override
    Cause missing(Target target) {
        String group = target.names().resourceGroup();
        String create = target.property("resource-group.create");
        return new Cause("ResourceGroupMissing",
                "There is no resource group " + group + ", and " + create + "=false forbids the bot to make it.",
                "Have it made with `az group create --subscription " + target.subscriptionId() + " --name " + group + " --location "
                        + target.location() + "`, or set " + create + "=true.");
    }

    @Override
    Optional<Duration> create(Arm arm, Target target) {
        return put(arm, target, new ResourceGroupInner().withLocation(target.location()).withTags(Comparison.withTags(null, target)));
    }

    @Override
    Optional<Duration> change(Arm arm, Target target, ResourceGroupInner found) {
        return put(arm, target,
                new ResourceGroupInner().withLocation(found.location()).withTags(Comparison.withTags(found.tags(), target)));
    }

    private Optional<Duration> put(Arm arm, Target target, ResourceGroupInner body) {
        return sending
                .answered(arm.resources().getResourceGroups().createOrUpdateWithResponseAsync(target.names().resourceGroup(), body));
    }

    @Override
    Done done(ResourceGroupInner found, Target target) {
        return new Done(target.names().resourceGroup() + " in " + found.location());
    }
}
