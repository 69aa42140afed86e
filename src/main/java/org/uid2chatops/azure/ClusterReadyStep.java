package org.uid2chatops.azure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.azure.core.management.exception.ManagementError;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.containerservice.models.Code;
import com.azure.resourcemanager.containerservice.models.ManagedClusterStatus;
import com.azure.resourcemanager.containerservice.models.PowerState;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.Decision.Limit;
import org.uid2chatops.rollout.Decision.Wait;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;

/** The rest of {@code az aks create}: the cluster runs and shows the kubelet identity that the guide's grants are for. */
@Component
final class ClusterReadyStep implements Step, ClusterCredentials {

    private final AzureClients clients;
    private final Sending sending;
    private final Duration deadline;

    ClusterReadyStep(AzureClients clients, AzureProperties properties, Sending sending) {
        this.clients = clients;
        this.sending = sending;
        this.deadline = properties.deadlines().cluster();
    }

    @Override
    public StepName name() {
        return StepName.CLUSTER_READY;
    }

    @Override
    public String kubeconfig(Target target) {
        var files = clients.of(target).clusters().listClusterUserCredentials(target.groupOf(ResourceKind.CLUSTER), target.names().cluster())
                .kubeconfigs();
        if (files == null || files.isEmpty()) {
            throw new AzureRefusal("NoKubeconfig", "Azure gave no kubeconfig for " + noun(target) + ".",
                    "Check with `az aks get-credentials --resource-group " + target.groupOf(ResourceKind.CLUSTER) + " --name "
                            + target.names().cluster() + "`.");
        }
        return new String(files.getFirst().value(), StandardCharsets.UTF_8);
    }

    @Override
    public Decision decide(StepContext context) {
        Target target = context.target();
        Arm arm = clients.of(target);
        Optional<ManagedClusterInner> looked = arm.cluster(target);
        if (looked.isEmpty()) {
            return new Fail(Gone.cause(ResourceKind.CLUSTER, target));
        }
        ManagedClusterInner cluster = looked.get();
        String state = String.valueOf(cluster.provisioningState()).toLowerCase(Locale.ROOT);
        if (state.equals("failed") || state.equals("canceled")) {
            if (!target.manages(ResourceKind.CLUSTER)) {
                return new Fail(failed(cluster, target));
            }
            String repeat = ArmStep.repeat(noun(target));
            return context.sent(repeat)
                    ? new Fail(failed(cluster, target))
                    : new Act(repeat, () -> repeat(arm, target, cluster));
        }
        if (state.equals("succeeded") && !target.manages(ResourceKind.CLUSTER) && Clusters.kubeletObjectId(cluster).isEmpty()) {
            return new Fail(new Fitness().needs("kubelet identity", null, "one, to grant roles to", false,
                    "Give the cluster a managed identity: `az aks update --enable-managed-identity`.").cause(ResourceKind.CLUSTER, target)
                    .orElseThrow());
        }
        if (!state.equals("succeeded") || Clusters.kubeletObjectId(cluster).isEmpty() || cluster.nodeResourceGroup() == null) {
            return new Wait(noun(target) + " (" + state + ")",
                    new Limit(deadline,
                            new Cause("TookTooLong", "The " + noun(target) + " is not ready after " + ArmStep.minutes(deadline) + ".",
                                    "Look at it in the Azure portal (activity log).")));
        }
        if (Optional.ofNullable(cluster.powerState()).map(PowerState::code).filter(Code.STOPPED::equals).isPresent()) {
            return new Fail(
                    new Cause("ClusterStopped", "The " + noun(target) + " is stopped.", "Start it with `az aks start --resource-group "
                            + target.groupOf(ResourceKind.CLUSTER) + " --name " + target.names().cluster() + "`."));
        }
        return new Done("Kubernetes " + KubernetesVersions.words(cluster) + ", node resource group " + cluster.nodeResourceGroup(),
                Map.of("nodeResourceGroup", cluster.nodeResourceGroup()));
    }

    private Optional<Duration> repeat(Arm arm, Target target, ManagedClusterInner cluster) {
        return sending
                .accepted(arm.clusters().createOrUpdateWithResponseAsync(target.groupOf(ResourceKind.CLUSTER), target.names().cluster(),
                        Clusters.altered(cluster, target), cluster.etag(), null));
    }

    private static Cause failed(ManagedClusterInner cluster, Target target) {
        Optional<ManagementError> error = Optional.ofNullable(cluster.status()).map(ManagedClusterStatus::provisioningError);
        return error.map(AzureError::of)
                .map(one -> AzureFailures.ended(one, "Look at its activity log in the Azure portal for what stopped "
                        + target.names().cluster() + ", and put the cause right"
                        + (target.manages(ResourceKind.CLUSTER) ? ": the request is then repeated." : ".")))
                .orElseGet(() -> ArmStep.failed(noun(target), target.manages(ResourceKind.CLUSTER)));
    }

    private static String noun(Target target) {
        return "AKS cluster " + target.names().cluster();
    }
}
