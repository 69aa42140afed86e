package org.uid2chatops.azure;

import java.io.IOException;

import com.azure.json.JsonProviders;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ClustersTest {

    /** What the Azure CLI sends for the guide's command, its SSH key left out. */
    private static final String GUIDE = """
            {"location": "eastus", "tags": {},
             "identity": {"type": "SystemAssigned"},
             "properties": {
               "kubernetesVersion": "1.34.9", "dnsPrefix": "myvncluste-my-vn-aks-5ab5c2", "enableRBAC": true, "disableLocalAccounts": false,
               "autoUpgradeProfile": {"upgradeChannel": "patch"},
               "networkProfile": {"networkPlugin": "azure", "networkPolicy": "calico", "serviceCidr": "10.4.0.0/16",
                 "dnsServiceIP": "10.4.0.10", "outboundType": "loadBalancer", "loadBalancerSku": "standard"},
               "agentPoolProfiles": [{"name": "oprnodepool", "mode": "System", "type": "VirtualMachineScaleSets", "osType": "Linux",
                 "osSKU": "Ubuntu", "vmSize": "Standard_D4d_v5", "count": 2, "enableAutoScaling": true, "minCount": 2, "maxCount": 5,
                 "orchestratorVersion": "1.34.9",
                 "vnetSubnetID": "/subscriptions/5ab5c21b-0000-4000-8000-000000000002/resourceGroups/my-vn-aks/providers/Microsoft.Network/virtualNetworks/my-vnet/subnets/aks"}]}}
            """;

    @Test
    void a_new_cluster_is_what_the_guides_command_sends() throws IOException {
        var target = Integ.settings().without("tags.team").without("tags.managed-by").read();
        assertThat(json(Clusters.fresh(target, "1.34.9"))).isEqualTo(JsonMapper.shared().readTree(GUIDE));
    }

    @Test
    void a_cluster_as_written_is_no_difference() {
        assertThat(Clusters.compare(Clusters.fresh(Integ.target(), "1.34.9"), Integ.target()).changes()).isEmpty();
        assertThat(Clusters.compare(Clusters.fresh(Integ.target(), "1.34.9"), Integ.target()).impossible()).isFalse();
    }

    @Test
    void nodes_that_the_autoscaler_added_are_no_difference() {
        var grown = Clusters.fresh(Integ.target(), "1.34.9");
        grown.agentPoolProfiles().getFirst().withCount(4);
        assertThat(Clusters.compare(grown, Integ.target()).changes()).isEmpty();
    }

    private static JsonNode json(ManagedClusterInner cluster) throws IOException {
        var text = new java.io.StringWriter();
        try (var writer = JsonProviders.createWriter(text)) {
            cluster.toJson(writer);
        }
        return JsonMapper.shared().readTree(text.toString());
    }
}
