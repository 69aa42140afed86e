package org.uid2chatops.azure;

import java.time.Duration;
import java.util.Optional;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

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
        super(StepName.CLUSTER, "cluster", clients, properties.deadlines().cluster());
        this.sending = sending;
        this.versions = versions;
    }

    @Override
    String noun(Target target) {
        return "AKS cluster " + target.names().cluster();
    }

    @Override
    ManagedClusterInner get(Arm arm, Target target) {
        return arm.clusters().getByResourceGroup(target.names().resourceGroup(), target.names().cluster());
    }

    @Override
    @Nullable
    Object state(ManagedClusterInner found) {
        return found.provisioningState();
    }

    @Override
    boolean enough(ManagedClusterInner found) {
        return found.identity() != null && found.identity().principalId() != null;
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
        return sending.accepted(arm.clusters().createOrUpdateWithResponseAsync(target.names().resourceGroup(), target.names().cluster(),
                body, etag, null));
    }

    @Override
    Done done(ManagedClusterInner found, Target target) {
        return new Done("Kubernetes " + KubernetesVersions.words(found) + ", node pool " + target.cluster().nodePool() + " of "
                + target.cluster().vmSize() + ", " + target.cluster().minCount() + "–" + target.cluster().maxCount() + " nodes");
    }
}
