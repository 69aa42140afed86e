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
    private static final String NEW_CLUSTER = CLUSTER.replace("myvncluster", "another");
    private static final String NAME = "00000000-0000-4000-8000-00000000000";
    private static final String NOT_PROVEN = "; not proven: ";

    @Override
    public String toString() {
        return name;
    }

    static List<Refused> all() {
        return Stream.of(byArm(), networks(), addresses(), clusters(), changes(), vaults(), secrets(), roles()).flatMap(List::stream).toList();
    }

    private static String network(String space, String subnets) {
        return "{'location':'eastus','properties':{'addressSpace':{'addressPrefixes':['" + space + "']},'subnets':[" + subnets + "]}}";
    }

    private static String grant(String principal, String role, String type) {
        return "{'properties':{'roleDefinitionId':'" + role + "','principalId':'" + principal + "'" + (type.isEmpty()
                ? ""
                : ",'principalType':'" + type + "'") + "}}";
    }

    private static List<Refused> byArm() {
        String docs = "Microsoft's list of common deployment errors";
        return List.of(
                new Refused("a group without a location", "PUT", ArmId.groupId("new"), "{}", 400, "LocationRequired",
                        "The location property is required for this definition.", docs),
                new Refused("a group in a place that there is not", "PUT", ArmId.groupId("new"), "{'location':'mars'}", 400,
                        "LocationNotAvailableForResourceGroup", "The provided location 'mars' is not available for resource group.", docs),
                new Refused("a group's name with a dollar", "PUT", ArmId.groupId("new$"), "{'location':'eastus'}", 400, "InvalidResourceGroup",
                        "has these invalid characters: '$'.", "Azure/azure-cli#14481"),
                new Refused("a group's name that ends in a period", "PUT", ArmId.groupId("new."), "{'location':'eastus'}", 400,
                        "InvalidResourceGroup", "ends with a period", "Microsoft's naming rules" + NOT_PROVEN + "code and text"),
                new Refused("a group's name that Microsoft keeps", "PUT", ArmId.groupId("microsoft-rg"), "{'location':'eastus'}", 400,
                        "ReservedResourceName", "is a trademarked or reserved word", docs),
                new Refused("a group that is elsewhere", "PUT", GROUP, "{'location':'westus'}", 409, "InvalidResourceGroupLocation",
                        "already exists in location 'eastus'", docs),
                new Refused("a tag with a slash", "PUT", GROUP, "{'location':'eastus','tags':{'team/owner':'x'}}", 400,
                        "InvalidTagNameCharacters", "The tag names 'team/owner' have reserved characters",
                        "Azure PowerShell's module for tags and the Azure CLI's guide quote it"),
                new Refused("a body that is no JSON", "PUT", GROUP, "location", 400, "InvalidRequestContent",
                        "The request content was invalid and could not be deserialized", docs),
                new Refused("a resource in no group", "PUT", ADDRESS.replace("my-vn-aks", "none"), "{'location':'eastus'}", 404,
                        "ResourceGroupNotFound", "Resource group 'none' could not be found.", "recording error-resource-not-found"),
                new Refused("a resource without a location", "PUT", ADDRESS, "{'sku':{'name':'Standard'}}", 400, "LocationRequired",
                        "The location property is required for this definition.", docs),
                new Refused("a resource in a place that there is not", "PUT", ADDRESS, "{'location':'mars'}", 400,
                        "LocationNotAvailableForResourceType", "not available for resource type 'Microsoft.Network/publicIPAddresses'", docs),
                new Refused("a resource that is elsewhere", "PUT", ADDRESS,
                        "{'location':'westus','sku':{'name':'Standard'},'properties':{'publicIPAllocationMethod':'Static'}}", 409,
                        "InvalidResourceLocation", "already exists in location 'eastus'", docs),
                new Refused("a type that there is not", "GET", ArmId.SUBSCRIPTION + "/providers/Microsoft.Web/sites", "", 404,
                        "InvalidResourceType", "'Microsoft.Web/sites' could not be found", docs + NOT_PROVEN + "the text"),
                new Refused("a provider that there is not", "GET", ArmId.SUBSCRIPTION + "/providers/Microsoft.None", "", 404,
                        "InvalidResourceNamespace", "The resource namespace 'Microsoft.None' is invalid.", docs),
                new Refused("a resource that there is not", "GET", NEW_CLUSTER, "", 404, "ResourceNotFound",
                        "'Microsoft.ContainerService/managedClusters/another' under resource group 'my-vn-aks' was not found.",
                        "recording error-resource-not-found"));
    }

    private static List<Refused> networks() {
        String more = NETWORK + "/subnets/more";
        String ranges = "MicrosoftDocs/azure-docs#123869";
        return List.of(
                new Refused("a subnet outside its network", "PUT", more, "{'properties':{'addressPrefix':'11.0.0.0/24'}}", 400,
                        "NetcfgSubnetRangeOutsideVnet", "outside the IP address range of virtual network 'my-vnet'", ranges),
                new Refused("a subnet over another", "PUT", more, "{'properties':{'addressPrefix':'10.0.0.128/25'}}", 400,
                        "NetcfgSubnetRangesOverlap", "overlaps with that of an existing subnet", ranges),
                new Refused("a subnet of four addresses", "PUT", more, "{'properties':{'addressPrefix':'10.9.0.0/30'}}", 400,
                        "NetcfgInvalidSubnet", "Subnet 'more' is not valid in virtual network 'my-vnet'.",
                        "code and text: Azure/azure-cli#28097" + NOT_PROVEN + "for this cause"),
                new Refused("a range that begins in its middle", "PUT", more, "{'properties':{'addressPrefix':'10.9.0.1/24'}}", 400,
                        "InvalidCIDRNotation", "the address prefix should be 10.9.0.0/24.", "users' notes on a failed template deployment"),
                new Refused("a range that is none", "PUT", more, "{'properties':{'addressPrefix':'10.0.0.0/160'}}", 400,
                        "InvalidAddressPrefixFormat", "It should follow CIDR notation, for example 10.0.0.0/24.",
                        "Terraform's azapi provider quotes it"),
                new Refused("a subnet's name with a blank", "PUT", NETWORK + "/subnets/my subnet",
                        "{'properties':{'addressPrefix':'10.9.0.0/24'}}", 400, "InvalidResourceName", "Resource name my subnet is invalid.",
                        "rh-mobb/documentation#204"),
                new Refused("a delegation to a service that takes none", "PUT", more,
                        "{'properties':{'addressPrefix':'10.9.0.0/24','delegations':[{'name':'0','properties':{'serviceName':'Microsoft.None/x'}}]}}",
                        400, "InvalidServiceNameOnDelegation", "Microsoft.None/x",
                        "Terraform's tests of delegations quote the code" + NOT_PROVEN + "the text"),
                new Refused("a subnet with a gateway that there is not", "PUT", more,
                        "{'properties':{'addressPrefix':'10.9.0.0/24','natGateway':{'id':'" + GATEWAY + "x'}}}", 400,
                        "InvalidResourceReference", "Please make sure that the referenced resource exists",
                        "Microsoft's list of common deployment errors"),
                new Refused("a subnet of no network", "PUT", more.replace("my-vnet", "none"),
                        "{'properties':{'addressPrefix':'10.9.0.0/24'}}", 404, "ParentResourceNotFound", "because the parent resource",
                        "Microsoft's list of common deployment errors"),
                new Refused("a subnet that somebody else has changed", "PUT", NETWORK + "/subnets/default",
                        "{'properties':{'addressPrefix':'10.0.0.0/25'}}", 412, "PreconditionFailed", "does not match etag",
                        "the project's reference" + NOT_PROVEN + "the text"),
                new Refused("another range for a subnet in use", "PUT", NETWORK + "/subnets/aks",
                        "{'properties':{'addressPrefix':'10.1.0.0/17'}}", 400, "InUsePrefixCannotBeDeleted",
                        "IpPrefix 10.1.0.0/16 on Subnet aks has active allocations and cannot be deleted.",
                        "several users' notes quote body and status"),
                new Refused("another delegation for a subnet in use", "PUT", NETWORK + "/subnets/aks",
                        "{'properties':{'addressPrefix':'10.1.0.0/16','delegations':[{'name':'0','properties':{'serviceName':"
                                + "'Microsoft.Web/serverFarms'}}]}}",
                        400, "SubnetDelegationsCannotChangeWhenSubnetUsedByResource", "because it is being used by the resource",
                        "the project's reference"),
                new Refused("the end of a subnet in use", "DELETE", NETWORK + "/subnets/aks", "", 400, "InUseSubnetCannotBeDeleted",
                        "Subnet aks is in use by ", "the project's reference; microsoft/nav-arm-templates#161"),
                new Refused("a network written without its subnet in use", "PUT", NETWORK,
                        network("10.0.0.0/8", "{'name':'default','properties':{'addressPrefix':'10.0.0.0/24'}}"), 400,
                        "InUseSubnetCannotBeDeleted", "Subnet aks is in use by ", "the project's reference"),
                new Refused("the end of a network in use", "DELETE", NETWORK, "", 400, "InUseSubnetCannotBeDeleted",
                        "Subnet aks is in use by ", "the project's reference" + NOT_PROVEN + "for a network"),
                new Refused("a network that no longer holds its subnets", "PUT", NETWORK, network("10.0.0.0/16", SUBNETS), 400,
                        "NetcfgSubnetRangeOutsideVnet", "Subnet 'aks' is not valid", ranges),
                new Refused("a network with two subnets of a name", "PUT", NETWORKS + "second",
                        network("10.0.0.0/8", "{'name':'a','properties':{'addressPrefix':'10.0.0.0/24'}},{'name':'a','properties':"
                                + "{'addressPrefix':'10.0.1.0/24'}}"),
                        400, "InvalidRequestFormat", "Cannot parse the request.",
                        "a client looks for the detail's text" + NOT_PROVEN + "the code around it"),
                new Refused("a network without a range", "PUT", NETWORKS + "second", "{'location':'eastus','properties':{}}", 400,
                        "InvalidRequestFormat", "the address space of", "nobody" + NOT_PROVEN + "code and text"));
    }

    private static List<Refused> addresses() {
        String standard = "{'location':'eastus','sku':{'name':'Standard'},'properties':{'publicIPAllocationMethod':'Static'}}";
        String gateway = "{'location':'eastus','sku':{'name':'Standard'},'properties':{'publicIpAddresses':[{'id':'" + ADDRESS + "'}]}}";
        return List.of(
                new Refused("a Basic address", "PUT", ADDRESS + "2", standard.replace("Standard", "Basic"), 400,
                        "IPv4BasicSkuPublicIpCountLimitReached", "Cannot create more than 0 IPv4 Basic SKU public IP addresses",
                        "Terraform's tests and several users' notes quote it"),
                new Refused("a Standard address that changes", "PUT", ADDRESS + "2", standard.replace("Static", "Dynamic"), 400,
                        "StandardSkuPublicIPAddressesMustBeStatic", "must have AllocationMethod set to Static.",
                        "MicrosoftDocs/azure-docs#42889"),
                new Refused("an address's name with a blank", "PUT", ADDRESS.replace("my-public-ip", "my ip"), standard, 400,
                        "InvalidResourceName", "Resource name my ip is invalid.", "rh-mobb/documentation#204"),
                new Refused("the end of an address in use", "DELETE", ADDRESS, "", 400, "PublicIPAddressCannotBeDeleted",
                        "it is still allocated to resource", "users' reports" + NOT_PROVEN + "for a gateway"),
                new Refused("a gateway with an address that there is not", "PUT", GATEWAY + "2", gateway.replace("my-public-ip", "none"), 404,
                        "NotFound", "publicIPAddresses/NONE not found.", "recording nat-gateway-create"),
                new Refused("a gateway with another's address", "PUT", GATEWAY + "2", gateway, 400, "PublicIPAddressInUse",
                        "that is already allocated to resource",
                        "Terraform modules quote status and code for the other way round" + NOT_PROVEN + "the text"),
                new Refused("a gateway that waits for hours", "PUT", GATEWAY, gateway.replace("'properties':{",
                        "'properties':{'idleTimeoutInMinutes':121,"), 400, "InvalidIdleTimeout", "not within the range of 4 to 120",
                        "range: the SDK's model" + NOT_PROVEN + "code and text"),
                new Refused("a gateway of no kind", "PUT", GATEWAY + "2", "{'location':'eastus','properties':{}}", 400, "InvalidParameter",
                        "must be Standard", "nobody" + NOT_PROVEN + "code and text"),
                new Refused("the end of a gateway in use", "DELETE", GATEWAY, "", 400, "InUseNatGatewayCannotBeDeleted",
                        "it is in use by the following subnets", "several clients know the code" + NOT_PROVEN + "the text"));
    }

    private static Refused cluster(String name, String part, String instead, String code, String message, String source) {
        if (!CLUSTER_BODY.contains(part)) {
            throw new IllegalArgumentException(part);
        }
        return new Refused(name, "PUT", NEW_CLUSTER, CLUSTER_BODY.replace(part, instead), 400, code, message, source);
    }

    private static List<Refused> clusters() {
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
                        + "'Standard_D4d_v5','count':1},", "InvalidParameter", "two pools of the name", "nobody" + NOT_PROVEN + "code and text"),
                cluster("no system pool", "'System'", "'User'", "MustDefineAtLeastOneSystemPool", "Must define at least one system pool.",
                        "Terraform's provider quotes it"),
                cluster("no pool", CLUSTER_BODY.substring(CLUSTER_BODY.indexOf("{'name':'opr"), CLUSTER_BODY.indexOf("],'networkProfile'")), "",
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
                cluster("a least above the most", "'maxCount':5", "'maxCount':1", "InvalidParameter", "minCount 2 is greater than maxCount 1",
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

    private static List<Refused> changes() {
        return List.of(
                change("a step back to an older version", "'1.34'", "'1.33'", "OperationNotAllowed",
                        "Upgrading Kubernetes version 1.34.9 to 1.33.10 is not allowed.", "users' reports"),
                change("another network plugin", "'networkPlugin':'azure'", "'networkPlugin':'kubenet'", "PropertyChangeNotAllowed",
                        "Changing property 'networkProfile.networkPlugin' is not allowed.", "Azure/AKS#409 for text and status"),
                change("another service range", "10.4.", "10.8.", "PropertyChangeNotAllowed",
                        "Changing property 'networkProfile.serviceCidr' is not allowed.", "as for the plugin" + NOT_PROVEN + "for this field"),
                change("another subnet for the nodes", "subnets/aks", "subnets/default", "PropertyChangeNotAllowed",
                        "Changing property 'agentPoolProfile.vnetSubnetID' is not allowed.", "Azure/AKS#695"),
                change("another size for a pool", "Standard_D4d_v5", "Standard_D4ds_v5", "PropertyChangeNotAllowed",
                        "Changing property 'agentPoolProfile.vmSize' is not allowed.",
                        "users' notes quote the code for this field" + NOT_PROVEN + "the status"));
    }

    private static List<Refused> vaults() {
        String fresh = VAULT.replace("my-vn-aks-vault", "fresh-vault");
        return List.of(
                new Refused("a vault's name that begins with a digit", "PUT", VAULT.replace("my-vn-aks-vault", "1vault"), VAULT_BODY, 400,
                        "VaultNameNotValid", "must be between 3-24 alphanumeric characters",
                        "OfficeDev/microsoft-teams-apps-newemployeeonboarding#28"),
                new Refused("a vault's name that is too long", "PUT", VAULT.replace("my-vn-aks-vault", "BrusselsNewEmployeeOnBoardingvault"),
                        VAULT_BODY, 400, "VaultNameNotValid", "The vault name 'BrusselsNewEmployeeOnBoardingvault' is invalid.",
                        "OfficeDev/microsoft-teams-apps-newemployeeonboarding#28"),
                new Refused("a vault's name with two hyphens", "PUT", VAULT.replace("my-vn-aks-vault", "my--vault"), VAULT_BODY, 400,
                        "VaultNameNotValid", "not contain consecutive hyphens", "Azure/AI-in-a-Box#104"),
                new Refused("a vault of another group's name", "PUT", VAULT.replace("/my-vn-aks/", "/other/"), VAULT_BODY, 409,
                        "VaultAlreadyExists", "is already in use", "recording vault-name-conflict" + NOT_PROVEN + "the status"),
                new Refused("a vault whose name a deleted one keeps", "PUT", VAULT.replace("my-vn-aks-vault", "gone-vault"), VAULT_BODY, 409,
                        "ConflictError", "already exists in deleted state", "the project's reference"),
                new Refused("the purge of a vault that is kept", "POST", DELETED + "gone-vault/purge", "", 405, "MethodNotAllowed",
                        "Operation 'DeletedVaultPurge' is not allowed.", "MicrosoftDocs/azure-docs#55427" + NOT_PROVEN + "the status"),
                new Refused("a deleted vault that there is not", "GET", DELETED + "none-vault", "", 404, "DeletedVaultNotFound",
                        "does not exist. Ensure that the vault was indeed deleted", "recording vault-deleted-get"),
                new Refused("a vault of another tenant", "PUT", fresh, VAULT_BODY.replace(Place.TENANT, NOBODY), 400, "BadRequest", "tenantId",
                        "nobody" + NOT_PROVEN + "code and text"),
                new Refused("a vault of no kind", "PUT", fresh, VAULT_BODY.replace("'sku':{'family':'A','name':'standard'},", ""), 400,
                        "BadRequest", "sku", "nobody" + NOT_PROVEN + "code and text"),
                new Refused("a vault that keeps for a day", "PUT", fresh, VAULT_BODY.replace(":90", ":1"), 400, "BadRequest",
                        "softDeleteRetentionInDays", "range: the SDK's model" + NOT_PROVEN + "code and text"),
                new Refused("a vault that keeps for another time now", "PUT", VAULT, VAULT_BODY.replace(":90", ":30"), 400, "BadRequest",
                        "The property \"softDeleteRetentionInDays\" has been set already and it can't be modified.",
                        "Terraform's provider quotes it"),
                new Refused("a vault without its purge protection", "PUT", VAULT,
                        VAULT_BODY.replace("'enablePurgeProtection':true", "'enablePurgeProtection':false"), 400, "BadRequest",
                        "The property \"enablePurgeProtection\" cannot be set to false.", "Azure/ai-hub#241"));
    }

    private static List<Refused> secrets() {
        return List.of(
                new Refused("a secret read without a token", "GET", "{nobody}/secrets/key?api-version=7.4", "", 401, "Unauthorized",
                        "AKV10000: Request is missing a Bearer or PoP token.", "recording secret-challenge"),
                new Refused("a secret read with ARM's token", "GET", "{arm}/secrets/key?api-version=7.4", "", 401, "Unauthorized",
                        "AKV10022: Invalid audience.", "users' reports"),
                new Refused("a secret read without a role", "GET", "{vault}/secrets/key?api-version=7.4", "", 403, "Forbidden",
                        "Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'", "recording secret-forbidden-rbac"),
                new Refused("a secret written without a role", "PUT", "{vault}/secrets/key?api-version=7.4", "{'value':'x'}", 403, "Forbidden",
                        "Action: 'Microsoft.KeyVault/vaults/secrets/setSecret/action'", "recording secret-forbidden-rbac"),
                new Refused("a secret that there is not", "GET", "{mine}/secrets/none?api-version=7.4", "", 404, "SecretNotFound",
                        "A secret with (name/id) none was not found in this key vault.", "the Azure SDK's own recordings"),
                new Refused("a secret's name with an underscore", "PUT", "{mine}/secrets/my_key?api-version=7.4", "{'value':'x'}", 400,
                        "BadParameter", "The request URI contains an invalid name: my_key", "the Azure SDK for Rust's tests"),
                new Refused("a secret without a value", "PUT", "{mine}/secrets/key?api-version=7.4", "{}", 400, "BadParameter", "value",
                        "nobody" + NOT_PROVEN + "code and text"),
                new Refused("a secret that is too long", "PUT", "{mine}/secrets/key?api-version=7.4", "{'value':'" + "x".repeat(25_601) + "'}",
                        400, "BadParameter", "longer than", "limit: Key Vault's page \"About secrets\"" + NOT_PROVEN + "code and text"));
    }

    private static List<Refused> roles() {
        return List.of(
                new Refused("a role for a principal that there is not", "PUT", ROLES + NAME + "1", grant(NOBODY, READER, ""), 400,
                        "PrincipalNotFound", "does not exist in the directory", "recording role-assignment-principal-not-found"),
                new Refused("a role for a name in place of a principal", "PUT", ROLES + NAME + "1", grant("somebody", READER, ""), 400,
                        "InvalidPrincipalId", "The Principal ID 'somebody' is not valid. Principal ID must be a GUID.",
                        "Azure/azure-powershell#16627"),
                new Refused("a role for what it says is a person", "PUT", ROLES + NAME + "1", grant(Place.OBJECT_ID, READER, "User"), 400,
                        "UnmatchedPrincipalType", "has type 'ServicePrincipal'", "Azure/azure-dev#3581 and others"),
                new Refused("a role that there is not", "PUT", ROLES + NAME + "1", grant(Place.OBJECT_ID, READER.replaceFirst("[^/]+$", NOBODY),
                        ""), 400, "RoleDefinitionDoesNotExist", "does not exist.",
                        "code and text: users' reports of a GET" + NOT_PROVEN + "the status of a PUT"),
                new Refused("a role's name in place of its id", "PUT", ROLES + NAME + "1",
                        grant(Place.OBJECT_ID, READER.replaceFirst("[^/]+$", "Reader"), ""), 400, "InvalidRoleDefinitionId",
                        "The role definition ID 'Reader' is not valid.", "hashicorp/terraform-provider-azurerm#8547"),
                new Refused("an assignment's name that is no GUID", "PUT", ROLES + "kv-role-assignment", grant(Place.OBJECT_ID, READER, ""), 400,
                        "InvalidRoleAssignmentId", "The role assignment ID must be a GUID.", "Azure/azure-service-operator#2586"),
                new Refused("a role that somebody holds already", "PUT", ROLES + NAME + "1", grant(NOBODY, READER, "ServicePrincipal"), 409,
                        "RoleAssignmentExists", "The role assignment already exists.", "recording role-assignment-exists"),
                new Refused("another role under an assignment's name", "PUT", ROLES + NAME + "0",
                        grant(NOBODY, RoleDefinitions.OWNER.id(), "ServicePrincipal"), 409, "RoleAssignmentUpdateNotPermitted",
                        "are not allowed to be updated.", "Microsoft's troubleshooting of Azure RBAC" + NOT_PROVEN + "the status"),
                new Refused("a role on something that there is not", "PUT",
                        CLUSTER + "x/providers/Microsoft.Authorization/roleAssignments/" + NAME + "1", grant(Place.OBJECT_ID, READER, ""), 404,
                        "ResourceNotFound", "was not found.", "users' reports" + NOT_PROVEN + "the text"));
    }
}
