package org.uid2chatops.azure;

import java.time.Duration;
import java.util.List;

import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.testing.TestCharts;

/** The steps that act on Azure, made as production makes them. */
final class GuideSteps {

    static final AzureProperties.Deadlines DEADLINES = new AzureProperties.Deadlines(Duration.ofMinutes(10), Duration.ofMinutes(15),
            Duration.ofMinutes(40), Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofMinutes(15));

    final List<Step> all;
    final OperatorIdentity identity;
    final ClusterCredentials credentials;

    GuideSteps(AzureClients clients, AzureProperties properties, Sending sending) {
        var writing = new SubnetWriting(sending, properties);
        var managedIdentity = new ManagedIdentityStep(clients, properties, sending);
        var clusterReady = new ClusterReadyStep(clients, properties, sending);
        identity = managedIdentity;
        credentials = clusterReady;
        var grants = new Grants(clients, sending, properties);
        all = List.of(new ResourceGroupStep(clients, properties, sending), new ProvidersStep(clients, properties, sending),
                new PublicIpStep(clients, properties, sending), new NatGatewayStep(clients, properties, sending),
                new VirtualNetworkStep(clients, properties, sending), new SubnetsStep(clients, writing),
                new SubnetNatStep(clients, writing),
                new ClusterStep(clients, properties, sending, new KubernetesVersions(TestCharts.CHARTS)),
                grants.clusterSubnetGrant(), clusterReady, grants.nodeGroupGrant(), grants.resourceGroupGrant(), managedIdentity,
                new KeyVaultStep(clients, properties, sending), grants.vaultWriterGrant(), grants.vaultReaderGrant(),
                new OperatorKeyStep(clients, properties, sending));
    }

    Step named(StepName name) {
        return all.stream().filter(one -> one.name() == name).findFirst().orElseThrow();
    }
}
