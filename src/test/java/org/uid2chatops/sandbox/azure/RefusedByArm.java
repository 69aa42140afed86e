package org.uid2chatops.sandbox.azure;

import java.util.List;

import org.uid2chatops.sandbox.Place;

import static org.uid2chatops.sandbox.azure.AzureUnderTest.GROUP;
import static org.uid2chatops.sandbox.azure.Refused.ADDRESS;
import static org.uid2chatops.sandbox.azure.Refused.CLUSTER;
import static org.uid2chatops.sandbox.azure.Refused.NEW_CLUSTER;
import static org.uid2chatops.sandbox.azure.Refused.NOBODY;
import static org.uid2chatops.sandbox.azure.Refused.NOT_PROVEN;
import static org.uid2chatops.sandbox.azure.Refused.READER;
import static org.uid2chatops.sandbox.azure.Refused.ROLES;

/** What ARM itself refuses, and what it refuses of roles. */
final class RefusedByArm {

    private static final String NAME = "00000000-0000-4000-8000-00000000000";

    private RefusedByArm() {
    }

    static List<Refused> requests() {
        String docs = "Microsoft's list of common deployment errors";
        return List.of(
                new Refused("a group without a location", "PUT", ArmId.groupId("new"), "{}", 400, "LocationRequired",
                        "The location property is required for this definition.", docs),
                new Refused("a group in a place that there is not", "PUT", ArmId.groupId("new"), "{'location':'mars'}", 400,
                        "LocationNotAvailableForResourceGroup", "The provided location 'mars' is not available for resource group.", docs),
                new Refused("a group's name with a dollar", "PUT", ArmId.groupId("new$"), "{'location':'eastus'}", 400,
                        "InvalidResourceGroup",
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
                        "LocationNotAvailableForResourceType", "not available for resource type 'Microsoft.Network/publicIPAddresses'",
                        docs),
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

    static List<Refused> roles() {
        return List.of(
                new Refused("a role for a principal that there is not", "PUT", ROLES + NAME + "1", grant(NOBODY, READER, ""), 400,
                        "PrincipalNotFound", "does not exist in the directory", "recording role-assignment-principal-not-found"),
                new Refused("a role for a name in place of a principal", "PUT", ROLES + NAME + "1", grant("somebody", READER, ""), 400,
                        "InvalidPrincipalId", "The Principal ID 'somebody' is not valid. Principal ID must be a GUID.",
                        "Azure/azure-powershell#16627"),
                new Refused("a role for what it says is a person", "PUT", ROLES + NAME + "1", grant(Place.OBJECT_ID, READER, "User"), 400,
                        "UnmatchedPrincipalType", "has type 'ServicePrincipal'", "Azure/azure-dev#3581 and others"),
                new Refused("a role that there is not", "PUT", ROLES + NAME + "1",
                        grant(Place.OBJECT_ID, READER.replaceFirst("[^/]+$", NOBODY),
                                ""),
                        400, "RoleDefinitionDoesNotExist", "does not exist.",
                        "code and text: users' reports of a GET" + NOT_PROVEN + "the status of a PUT"),
                new Refused("a role's name in place of its id", "PUT", ROLES + NAME + "1",
                        grant(Place.OBJECT_ID, READER.replaceFirst("[^/]+$", "Reader"), ""), 400, "InvalidRoleDefinitionId",
                        "The role definition ID 'Reader' is not valid.", "hashicorp/terraform-provider-azurerm#8547"),
                new Refused("an assignment's name that is no GUID", "PUT", ROLES + "kv-role-assignment", grant(Place.OBJECT_ID, READER, ""),
                        400,
                        "InvalidRoleAssignmentId", "The role assignment ID must be a GUID.", "Azure/azure-service-operator#2586"),
                new Refused("a role that somebody holds already", "PUT", ROLES + NAME + "1", grant(NOBODY, READER, "ServicePrincipal"), 409,
                        "RoleAssignmentExists", "The role assignment already exists.", "recording role-assignment-exists"),
                new Refused("another role under an assignment's name", "PUT", ROLES + NAME + "0",
                        grant(NOBODY, RoleDefinitions.OWNER.id(), "ServicePrincipal"), 409, "RoleAssignmentUpdateNotPermitted",
                        "are not allowed to be updated.", "Microsoft's troubleshooting of Azure RBAC" + NOT_PROVEN + "the status"),
                new Refused("a role on something that there is not", "PUT",
                        CLUSTER + "x/providers/Microsoft.Authorization/roleAssignments/" + NAME + "1", grant(Place.OBJECT_ID, READER, ""),
                        404,
                        "ResourceNotFound", "was not found.", "users' reports" + NOT_PROVEN + "the text"));
    }
    private static String grant(String principal, String role, String type) {
        return "{'properties':{'roleDefinitionId':'" + role + "','principalId':'" + principal + "'" + (type.isEmpty()
                ? ""
                : ",'principalType':'" + type + "'") + "}}";
    }
}
