package org.uid2chatops.azure;

import java.util.Optional;

import com.azure.resourcemanager.authorization.models.PrincipalType;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepName;

/** The five grants of a deployment. */
@Configuration(proxyBeanMethods = false)
class Grants {

    private final AzureClients clients;
    private final Sending sending;
    private final AzureProperties properties;

    Grants(AzureClients clients, Sending sending, AzureProperties properties) {
        this.clients = clients;
        this.sending = sending;
        this.properties = properties;
    }

    /** What {@code az aks create --vnet-subnet-id} grants by itself; without it the service never gets its address. */
    @Bean
    Step clusterSubnetGrant() {
        return step(StepName.CLUSTER_SUBNET_GRANT, (arm, target) -> {
            var ids = new ArmIds(target);
            ManagedClusterInner cluster = cluster(arm, target);
            String principal = Clusters.principal(cluster).orElseThrow(() -> incomplete(target, "its own identity"));
            String subnet = Clusters.nodeSubnet(cluster, target).orElseThrow(() -> incomplete(target, "nodes in the virtual network"));
            return grant(ids, subnet, Role.NETWORK_CONTRIBUTOR, principal, "the cluster's identity",
                    "subnet " + subnet.substring(subnet.lastIndexOf('/') + 1));
        });
    }

    @Bean
    Step nodeGroupGrant() {
        return step(StepName.NODE_GROUP_GRANT, (arm, target) -> {
            var ids = new ArmIds(target);
            ManagedClusterInner cluster = cluster(arm, target);
            String group = Optional.ofNullable(cluster.nodeResourceGroup())
                    .orElseThrow(() -> incomplete(target, "its node resource group"));
            return grant(ids, ids.group(group), Role.CONTRIBUTOR, kubelet(cluster, target), "the kubelet identity",
                    "resource group " + group);
        });
    }

    @Bean
    Step resourceGroupGrant() {
        return step(StepName.RESOURCE_GROUP_GRANT, (arm, target) -> {
            var ids = new ArmIds(target);
            // the group of the virtual network: virtual nodes put container groups into its subnet
            String group = target.groupOf(ResourceKind.VIRTUAL_NETWORK);
            return grant(ids, ids.group(group), Role.CONTRIBUTOR, kubelet(cluster(arm, target), target), "the kubelet identity",
                    "resource group " + group);
        });
    }

    /** Not even an owner may write a vault's secrets without a role of the vault's data plane. */
    @Bean
    Step vaultWriterGrant() {
        return step(StepName.VAULT_WRITER_GRANT, (arm, target) -> {
            var ids = new ArmIds(target);
            Caller bot = arm.caller().get();
            return new Grant(ids.vault(), Role.SECRETS_OFFICER, ids.role(Role.SECRETS_OFFICER), bot.objectId(), bot.type(), "the bot",
                    "key vault " + target.names().keyVault());
        });
    }

    @Bean
    Step vaultReaderGrant() {
        return step(StepName.VAULT_READER_GRANT, (arm, target) -> {
            var ids = new ArmIds(target);
            String identity = target.names().managedIdentity();
            String principal = Arm.found(() -> arm.identities().getByResourceGroup(target.groupOf(ResourceKind.MANAGED_IDENTITY), identity))
                    .map(IdentityInner::principalId).map(Object::toString)
                    .orElseThrow(() -> new AzureRefusal(Gone.cause(ResourceKind.MANAGED_IDENTITY, target)));
            return grant(ids, ids.vault(), Role.SECRETS_USER, principal, "managed identity " + identity,
                    "key vault " + target.names().keyVault());
        });
    }

    private GrantStep step(StepName name, GrantStep.Wanted wanted) {
        return new GrantStep(name, clients, sending, properties.deadlines().principal(), wanted);
    }

    private static Grant grant(ArmIds ids, String scope, Role role, String principal, String holder, String place) {
        return new Grant(scope, role, ids.role(role), principal, PrincipalType.SERVICE_PRINCIPAL, holder, place);
    }

    private static ManagedClusterInner cluster(Arm arm, Target target) {
        return arm.cluster(target).orElseThrow(() -> new AzureRefusal(Gone.cause(ResourceKind.CLUSTER, target)));
    }

    private static String kubelet(ManagedClusterInner cluster, Target target) {
        return Clusters.kubeletObjectId(cluster).orElseThrow(() -> incomplete(target, "a kubelet identity"));
    }

    private static AzureRefusal incomplete(Target target, String what) {
        return new AzureRefusal("ClusterIncomplete", "The AKS cluster " + target.names().cluster() + " does not show " + what + ".",
                "Look at the cluster in the Azure portal: it needs a managed identity. If it has one there, it needs some minutes more.");
    }
}
