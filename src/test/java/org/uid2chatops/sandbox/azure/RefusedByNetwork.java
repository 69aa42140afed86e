package org.uid2chatops.sandbox.azure;

import java.util.List;

import static org.uid2chatops.sandbox.azure.AzureUnderTest.NETWORKS;
import static org.uid2chatops.sandbox.azure.Refused.ADDRESS;
import static org.uid2chatops.sandbox.azure.Refused.GATEWAY;
import static org.uid2chatops.sandbox.azure.Refused.NETWORK;
import static org.uid2chatops.sandbox.azure.Refused.NOT_PROVEN;
import static org.uid2chatops.sandbox.azure.Refused.SUBNETS;

/** What Microsoft.Network refuses. */
final class RefusedByNetwork {

    private RefusedByNetwork() {
    }

    static List<Refused> subnets() {
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

    static List<Refused> addresses() {
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
                new Refused("a gateway with an address that there is not", "PUT", GATEWAY + "2", gateway.replace("my-public-ip", "none"),
                        404,
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

    private static String network(String space, String subnets) {
        return "{'location':'eastus','properties':{'addressSpace':{'addressPrefixes':['" + space + "']},'subnets':[" + subnets + "]}}";
    }
}
