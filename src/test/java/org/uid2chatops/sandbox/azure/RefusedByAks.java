package org.uid2chatops.sandbox.azure;

import java.util.List;

import static org.uid2chatops.sandbox.azure.Refused.CLUSTER;
import static org.uid2chatops.sandbox.azure.Refused.CLUSTER_BODY;
import static org.uid2chatops.sandbox.azure.Refused.NETWORK;
import static org.uid2chatops.sandbox.azure.Refused.NEW_CLUSTER;
import static org.uid2chatops.sandbox.azure.Refused.NOT_PROVEN;

/** What AKS refuses of a new cluster, and of a change of one that is there. */
final class RefusedByAks {

    private RefusedByAks() {
    }

    private static Refused cluster(String name, String part, String instead, String code, String message, String source) {
        if (!CLUSTER_BODY.contains(part)) {
            throw new IllegalArgumentException(part);
        }
        return new Refused(name, "PUT", NEW_CLUSTER, CLUSTER_BODY.replace(part, instead), 400, code, message, source);
    }

    static List<Refused> clusters() {
        String naming = "Please see https://aka.ms/aks-naming-rules for more details.";
        return List.of(
                cluster("a version that is offered no more", "'1.34'", "'1.27.9'", "BadRequest", "which is not supported in this region",
                        "recording error-aks-version-not-supported"),
                cluster("a version for long-term support only", "'1.34'", "'1.30'", "K8sVersionNotSupported", "Long-Term Support (LTS)",
                        "the project's reference for the code; users' reports for the text"),
                cluster("a size of machines that there is not", "Standard_D4d_v5", "Standard_X1", "BadRequest",
                        "The VM size of Standard_X1 is not allowed in your subscription in location 'eastus'.",
                        "users' reports quote code and text"),
                cluster("a pool's name that is too long", "oprnodepool", "operatornodepool", "InvalidParameter", naming, "Azure/AKS#3300"),
                cluster("a pool's name with a capital", "oprnodepool", "oprNodePool", "InvalidParameter", naming, "Azure/AKS#3300"),
                cluster("a pool's name with a hyphen", "oprnodepool", "opr-pool", "InvalidParameter", naming,
                        "Azure/azure-sdk-for-python#4441; crossplane/crossplane#304"),
                cluster("two pools of a name", "'agentPoolProfiles':[", "'agentPoolProfiles':[{'name':'oprnodepool','mode':'User','vmSize':"
                        + "'Standard_D4d_v5','count':1},", "InvalidParameter", "two pools of the name",
                        "nobody" + NOT_PROVEN + "code and text"),
                cluster("no system pool", "'System'", "'User'", "MustDefineAtLeastOneSystemPool", "Must define at least one system pool.",
                        "Terraform's provider quotes it"),
                cluster("no pool", CLUSTER_BODY.substring(CLUSTER_BODY.indexOf("{'name':'opr"), CLUSTER_BODY.indexOf("],'networkProfile'")),
                        "",
                        "InvalidParameter", "agentPoolProfiles", "nobody" + NOT_PROVEN + "code and text"),
                cluster("nodes in a delegated subnet", "subnets/aks", "subnets/cg", "SubnetIsDelegated",
                        "cannot be used as it's a delegated subnet.", "the project's reference; a user's log quotes status and text"),
                cluster("nodes in a subnet that there is not", "subnets/aks", "subnets/none", "SubnetNotFound",
                        "Could not find subnet none in vnet my-vnet from resource group my-vn-aks",
                        "sassoftware/viya4-iac-azure#163" + NOT_PROVEN + "the status"),
                cluster("nodes in something that is no subnet's id", NETWORK + "/subnets/aks", "10.1.0.0/16", "LinkedInvalidPropertyId",
                        "at path 'properties.agentPoolProfiles[0].vnetSubnetID' is invalid.", "hashicorp/terraform-provider-azurerm#1166"),
                cluster("nodes in a subnet without room", "subnets/aks", "subnets/small", "InsufficientSubnetSize",
                        "Pre-allocated IPs 186 exceeds IPs available 59", "Microsoft's AKS troubleshooting pages"),
                cluster("fewer nodes than the least", "'count':2", "'count':1", "InvalidParameter",
                        "agentPoolProfile.count was 1. It must be greater or equal to minCount:2",
                        "kubernetes-sigs/cluster-api-provider-azure#5947"),
                cluster("a least above the most", "'maxCount':5", "'maxCount':1", "InvalidParameter",
                        "minCount 2 is greater than maxCount 1",
                        "nobody" + NOT_PROVEN + "code and text"),
                cluster("no prefix of its name", "'dnsPrefix':'myvncluste-my-vn-aks-5ab5c2',", "", "InvalidParameter",
                        "DNS prefix '' is invalid. DNS prefix must contain between 1 and 54 characters.", "pulumi/pulumi-azure-native#571"),
                cluster("a prefix that is too long", "myvncluste-my-vn-aks-5ab5c2", "a".repeat(55), "InvalidParameter",
                        "must contain between 1 and 54 characters.", "pulumi/pulumi-azure-native#571"),
                cluster("a service range over a subnet", "10.4.0.0/16", "10.1.0.0/16", "ServiceCidrOverlapExistingSubnetsCidr",
                        "The specified service CIDR 10.1.0.0/16 is conflicted with an existing subnet CIDR 10.1.0.0/16",
                        "Azure/azure-cli#20810"),
                cluster("a service range that is none", "10.4.0.0/16", "ten", "CidrStringParseError", "Cidr is invalid", "Azure/AKS#506"),
                cluster("a DNS address outside the service range", "10.4.0.10", "10.5.0.10", "InvalidParameter", "dnsServiceIP",
                        "rule: the SDK's model" + NOT_PROVEN + "code and text"),
                cluster("a DNS address that is the range's first", "10.4.0.10", "10.4.0.0", "InvalidParameter", "dnsServiceIP",
                        "rule: Azure/AKS#2579" + NOT_PROVEN + "code and text"),
                cluster("a node group that is the cluster's own", "'dnsPrefix'", "'nodeResourceGroup':'my-vn-aks','dnsPrefix'",
                        "NodeResourceGroupSameAsResourceGroup", "please provide a different node resource group",
                        "AKS's own list of codes; users' notes" + NOT_PROVEN + "the text"),
                cluster("a node group that is there", "'dnsPrefix'", "'nodeResourceGroup':'MC_my-vn-aks_myvncluster_eastus','dnsPrefix'",
                        "NodeResourceGroupAlreadyExists", "already exists, please provide a new one",
                        "AKS's own list of codes" + NOT_PROVEN + "the text"),
                new Refused("a cluster's name with a blank", "PUT", CLUSTER.replace("myvncluster", "my cluster"), CLUSTER_BODY, 400,
                        "InvalidParameter", naming, "Microsoft's AKS naming rules" + NOT_PROVEN + "code and text"));
    }

    private static Refused change(String name, String part, String instead, String code, String message, String source) {
        return new Refused(name, "PUT", CLUSTER, CLUSTER_BODY.replace(part, instead), 400, code, message, source);
    }

    static List<Refused> changes() {
        return List.of(
                change("a step back to an older version", "'1.34'", "'1.33'", "OperationNotAllowed",
                        "Upgrading Kubernetes version 1.34.9 to 1.33.10 is not allowed.", "users' reports"),
                change("another network plugin", "'networkPlugin':'azure'", "'networkPlugin':'kubenet'", "PropertyChangeNotAllowed",
                        "Changing property 'networkProfile.networkPlugin' is not allowed.", "Azure/AKS#409 for text and status"),
                change("another service range", "10.4.", "10.8.", "PropertyChangeNotAllowed",
                        "Changing property 'networkProfile.serviceCidr' is not allowed.",
                        "as for the plugin" + NOT_PROVEN + "for this field"),
                change("another subnet for the nodes", "subnets/aks", "subnets/default", "PropertyChangeNotAllowed",
                        "Changing property 'agentPoolProfile.vnetSubnetID' is not allowed.", "Azure/AKS#695"),
                change("another size for a pool", "Standard_D4d_v5", "Standard_D4ds_v5", "PropertyChangeNotAllowed",
                        "Changing property 'agentPoolProfile.vmSize' is not allowed.",
                        "users' notes quote the code for this field" + NOT_PROVEN + "the status"));
    }
}
