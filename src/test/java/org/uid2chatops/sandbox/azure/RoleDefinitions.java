package org.uid2chatops.sandbox.azure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import tools.jackson.databind.node.ObjectNode;

/** The built-in roles that the guide, its client or an administrator would use. Source: Azure's list of built-in roles. */
enum RoleDefinitions {

    OWNER("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", List.of("*"), List.of(), List.of()), //
    CONTRIBUTOR("b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor", List.of("*"),
            List.of("Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write", "Microsoft.Authorization/elevateAccess/Action"),
            List.of()), //
    READER("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", List.of("*/read"), List.of(), List.of()), //
    USER_ACCESS_ADMINISTRATOR("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator",
            List.of("*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"), List.of(), List.of()), //
    NETWORK_CONTRIBUTOR("4d97b98b-1d4f-4787-a291-c67834d212e7", "Network Contributor",
            List.of("Microsoft.Authorization/*/read", "Microsoft.Network/*", "Microsoft.Resources/subscriptions/resourceGroups/read"),
            List.of(), List.of()), //
    MANAGED_IDENTITY_OPERATOR("f1a07417-d97a-45cb-824c-7a7467783830", "Managed Identity Operator",
            List.of("Microsoft.ManagedIdentity/userAssignedIdentities/*/read",
                    "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action"),
            List.of(), List.of()), //
    KEY_VAULT_ADMINISTRATOR("00482a5a-887f-4fb3-b363-3b7fe8e74483", "Key Vault Administrator", List.of("Microsoft.KeyVault/vaults/*/read"),
            List.of(), List.of("Microsoft.KeyVault/vaults/*")), //
    KEY_VAULT_SECRETS_OFFICER("b86a8fe4-44ce-4948-aee5-eccb2c155cd7", "Key Vault Secrets Officer",
            List.of("Microsoft.KeyVault/vaults/*/read"), List.of(), List.of("Microsoft.KeyVault/vaults/secrets/*")), //
    KEY_VAULT_SECRETS_USER("4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User", List.of(), List.of(),
            List.of("Microsoft.KeyVault/vaults/secrets/getSecret/action", "Microsoft.KeyVault/vaults/secrets/readMetadata/action"));

    private static final Pattern BY_NAME = Pattern.compile("(?i)\\s*roleName\\s+eq\\s+'([^']*)'\\s*");

    private final String guid;
    private final String roleName;
    private final List<String> actions;
    private final List<String> notActions;
    private final List<String> dataActions;

    RoleDefinitions(String guid, String roleName, List<String> actions, List<String> notActions, List<String> dataActions) {
        this.guid = guid;
        this.roleName = roleName;
        this.actions = actions;
        this.notActions = notActions;
        this.dataActions = dataActions;
    }

    static void register(Routes routes) {
        String list = "{+scope}/providers/Microsoft.Authorization/roleDefinitions";
        routes.on("GET", list, call -> {
            var name = BY_NAME.matcher(call.parameter("$filter"));
            boolean byName = name.matches();
            return Reply.of(200, Json.list(Arrays.stream(values()).filter(role -> !byName || role.roleName.equalsIgnoreCase(name.group(1)))
                    .map(RoleDefinitions::shown).toList()));
        });
        routes.on("GET", list + "/{role}",
                call -> Reply.of(200, find(call.name("role"))
                        .orElseThrow(() -> Refusal.of(404, "RoleDefinitionDoesNotExist",
                                "The specified role definition with ID '" + call.name("role").replace("-", "") + "' does not exist."))
                        .shown()));
    }

    /** Returns the role of an id, whatever scope stands before it. */
    static Optional<RoleDefinitions> find(String id) {
        return Arrays.stream(values()).filter(role -> role.guid.equalsIgnoreCase(ArmId.name(id))).findFirst();
    }

    static Optional<RoleDefinitions> named(String roleName) {
        return Arrays.stream(values()).filter(role -> role.roleName.equalsIgnoreCase(roleName)).findFirst();
    }

    String id() {
        return ArmId.SUBSCRIPTION + "/providers/Microsoft.Authorization/roleDefinitions/" + guid;
    }

    String roleName() {
        return roleName;
    }

    ObjectNode permissions() {
        ObjectNode permissions = Json.object();
        actions.forEach(permissions.putArray("actions")::add);
        notActions.forEach(permissions.putArray("notActions")::add);
        dataActions.forEach(permissions.putArray("dataActions")::add);
        permissions.putArray("notDataActions");
        return permissions;
    }

    private ObjectNode shown() {
        ObjectNode role = Json.object();
        ObjectNode properties = role.putObject("properties").put("roleName", roleName).put("type", "BuiltInRole").put("description",
                roleName);
        properties.putArray("assignableScopes").add("/");
        properties.putArray("permissions").add(permissions());
        properties.put("createdOn", "2015-02-02T21:55:09.8806423Z").put("updatedOn", "2023-08-30T15:59:20.1247026Z").putNull("createdBy")
                .putNull("updatedBy");
        return role.put("id", id()).put("type", "Microsoft.Authorization/roleDefinitions").put("name", guid);
    }
}
