package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.stream.Stream;

import org.uid2chatops.sandbox.Place;

import static org.uid2chatops.sandbox.azure.AzureUnderTest.GROUP;
import static org.uid2chatops.sandbox.azure.AzureUnderTest.NETWORKS;

/**
 * A request that Azure refuses.
 *
 * @param path below ARM, or below a vault in braces
 * @param body with single quotes for double ones
 * @param message a part of the text
 * @param source who saw it, and whether anybody did
 */
record Refused(String name, String method, String path, String body, int status, String code, String message, String source) {

    static final String NETWORK = NETWORKS + "my-vnet";
    static final String ADDRESS = GROUP + "/providers/Microsoft.Network/publicIPAddresses/my-public-ip";
    static final String GATEWAY = GROUP + "/providers/Microsoft.Network/natGateways/my-nat-gateway";
    static final String CLUSTER = GROUP + "/providers/Microsoft.ContainerService/managedClusters/myvncluster";
    static final String VAULT = GROUP + "/providers/Microsoft.KeyVault/vaults/my-vn-aks-vault";
    static final String IDENTITY = GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/my-vn-aks-opr-id";
    static final String ROLES = GROUP + "/providers/Microsoft.Authorization/roleAssignments/";
    static final String DELETED = ArmId.SUBSCRIPTION + "/providers/Microsoft.KeyVault/locations/eastus/deletedVaults/";
    static final String SUBNETS = "{'name':'default','properties':{'addressPrefix':'10.0.0.0/24'}},{'name':'aks','properties':{'addressPrefix':"
            + "'10.1.0.0/16'}},{'name':'small','properties':{'addressPrefix':'10.3.0.0/26'}},{'name':'cg','properties':{'addressPrefix':"
            + "'10.2.0.0/16','natGateway':{'id':'" + GATEWAY
            + "'},'delegations':[{'name':'0','properties':{'serviceName':'Microsoft.ContainerInstance/containerGroups'}}]}}";
    static final String CLUSTER_BODY = "{'location':'eastus','identity':{'type':'SystemAssigned'},'properties':{'kubernetesVersion':'1.34',"
            + "'dnsPrefix':'myvncluste-my-vn-aks-5ab5c2','agentPoolProfiles':[{'name':'oprnodepool','mode':'System','vmSize':'Standard_D4d_v5',"
            + "'count':2,'minCount':2,'maxCount':5,'enableAutoScaling':true,'osSKU':'Ubuntu','vnetSubnetID':'" + NETWORK
            + "/subnets/aks'}],'networkProfile':{'networkPlugin':'azure','networkPolicy':'calico','serviceCidr':'10.4.0.0/16','dnsServiceIP':"
            + "'10.4.0.10'}}}";
    static final String VAULT_BODY = "{'location':'eastus','properties':{'tenantId':'" + Place.TENANT
            + "','sku':{'family':'A','name':'standard'},'accessPolicies':[],'enableRbacAuthorization':true,'enablePurgeProtection':true,"
            + "'softDeleteRetentionInDays':90}}";
    static final String READER = RoleDefinitions.READER.id();
    static final String NOBODY = "99999999-9999-4999-8999-999999999999";
    static final String NEW_CLUSTER = CLUSTER.replace("myvncluster", "another");
    /** Begins, in a source, what nobody has seen. */
    static final String NOT_PROVEN = "; not proven: ";

    @Override
    public String toString() {
        return name;
    }

    static List<Refused> all() {
        return Stream.of(RefusedByArm.requests(), RefusedByArm.roles(), RefusedByNetwork.subnets(), RefusedByNetwork.addresses(),
                RefusedByAks.clusters(),
                RefusedByAks.changes(), RefusedByVault.vaults(), RefusedByVault.secrets()).flatMap(List::stream).toList();
    }
}
