package org.uid2chatops.azure;

import java.time.Duration;
import java.util.Optional;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.StepName;

/** The guide's {@code az aks create} up to where Azure has accepted it and the cluster has its identity, so that grants can begin. */
@Component
final class ClusterStep extends ArmStep<ManagedClusterInner> {

    private final Sending sending;
    private final KubernetesVersions versions;

    ClusterStep(AzureClients clients, AzureProperties properties, Sending sending, KubernetesVersions versions) {
        super(StepName.CLUSTER, ResourceKind.CLUSTER, clients, properties.deadlines().cluster());
        this.sending = sending;
        this.versions = versions;
    }

    @Override
    ManagedClusterInner get(Arm arm, Target target) {
        return arm.clusters().getByResourceGroup(group(target), target.names().cluster());
    }

    @Override
    @Nullable
    Object state(ManagedClusterInner found) {
        return found.provisioningState();
    }

    @Override
    boolean enough(ManagedClusterInner found) {
        return Clusters.principal(found).isPresent();
    }

    @Override
    Comparison compare(ManagedClusterInner found, Target target) {
        var comparison = Clusters.compare(found, target);
        KubernetesVersions.compare(comparison, found, target);
        return comparison;
    }

    @Override
    Optional<Decision> beforeCreation(Arm arm, Target target) {
        return versions.choose(arm, target) instanceof KubernetesVersions.Choice.None(var cause)
                ? Optional.of(new Fail(cause))
                : Optional.empty();
    }

    @Override
    Fitness fitness(ManagedClusterInner found, Target target) {
        return ClusterNeeds.of(found, target, versions);
    }

    @Override
    Optional<Duration> create(Arm arm, Target target) {
        String version = switch (versions.choose(arm, target)) {
            case KubernetesVersions.Choice.Version(String chosen) -> chosen;
            case KubernetesVersions.Choice.None(var cause) -> throw new AzureRefusal(cause);
        };
        return put(arm, target, Clusters.fresh(target, version), null);
    }

    @Override
    Optional<Duration> change(Arm arm, Target target, ManagedClusterInner found) {
        return put(arm, target, Clusters.altered(found, target), found.etag());
    }

    private Optional<Duration> put(Arm arm, Target target, ManagedClusterInner body, @Nullable String etag) {
        return sending.accepted(arm.clusters().createOrUpdateWithResponseAsync(group(target), target.names().cluster(),
                body, etag, null));
    }

    @Override
    Done done(ManagedClusterInner found, Target target) {
        if (!target.manages(ResourceKind.CLUSTER)) {
            return new Done(target.names().cluster() + ", Kubernetes " + KubernetesVersions.words(found) + ", nodes in subnet "
                    + Clusters.nodeSubnet(found, target).map(id -> id.substring(id.lastIndexOf('/') + 1)).orElse("unknown"));
        }
        return new Done("Kubernetes " + KubernetesVersions.words(found) + ", node pool " + target.cluster().nodePool() + " of "
                + target.cluster().vmSize() + ", " + target.cluster().minCount() + "–" + target.cluster().maxCount() + " nodes");
    }
}
