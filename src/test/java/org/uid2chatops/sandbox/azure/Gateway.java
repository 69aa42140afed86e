package org.uid2chatops.sandbox.azure;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What ARM itself refuses before a provider sees a request: for want of rights, because the group goes away, by policy. */
final class Gateway {

    private static final Set<String> WRITES = Set.of("PUT", "PATCH");
    private static final Pattern REFERENCE = Pattern.compile("(?i)/subscriptions/[^/]+/resourceGroups/[^/]+/providers/([^/]+)/(.+)");
    private static final Map<String, String> LINKED = Map.of("microsoft.network/virtualnetworks/subnets",
            "Microsoft.Network/virtualNetworks/subnets/join/action", "microsoft.network/natgateways",
            "Microsoft.Network/natGateways/join/action", "microsoft.network/publicipaddresses",
            "Microsoft.Network/publicIPAddresses/join/action", "microsoft.managedidentity/userassignedidentities",
            "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action");

    private final Cloud cloud;
    private final Rights rights;
    private final WorldFaults world;

    Gateway(Cloud cloud, Rights rights, WorldFaults world) {
        this.cloud = cloud;
        this.rights = rights;
        this.world = world;
    }

    /** @throws Refusal if the request may not go on to its provider */
    void admit(ArmCall call) {
        ArmAction.of(call.call().method(), call.call().path()).ifPresent(action -> {
            wantRight(call.caller(), action);
            if (WRITES.contains(call.call().method())) {
                wantLinked(call, action);
            }
        });
        if (WRITES.contains(call.call().method())) {
            String path = call.call().path();
            ArmId.group(path).filter(group -> world.deleting(group, cloud.target(path))).ifPresent(group -> {
                throw ResourceGroups.beingDeleted(group);
            });
            world.policies(cloud.target(path)).forEach(policy -> Policy.check(policy, call));
        }
    }

    private void wantRight(Tokens.Caller caller, ArmAction action) {
        if (!rights.allows(caller.objectId(), action.name(), action.scope())) {
            throw Refusal.of(403, "AuthorizationFailed", "The client '" + caller.clientId() + "' with object id '" + caller.objectId()
                    + "' does not have authorization to perform action '" + action.name() + "' over scope '" + action.scope()
                    + "' or the scope is invalid. If access was recently granted, please refresh your credentials.")
                    .with("x-ms-failure-cause", "gateway");
        }
    }

    private void wantLinked(ArmCall call, ArmAction action) {
        JsonNode body;
        try {
            body = Json.read(call.call().body());
        } catch (JacksonException notJson) {
            return; // the provider says so
        }
        linked(body, call, action);
    }

    private void linked(JsonNode node, ArmCall call, ArmAction action) {
        if (node.isString()) {
            wantLink(node.stringValue(""), call, action);
        }
        // The keys of userAssignedIdentities are references too
        node.propertyNames().forEach(name -> wantLink(name, call, action));
        node.values().forEach(inner -> linked(inner, call, action));
    }

    private void wantLink(String id, ArmCall call, ArmAction action) {
        var reference = REFERENCE.matcher(id);
        if (!reference.matches() || ArmId.within(id, action.scope())) {
            return;
        }
        String linked = LINKED.get((reference.group(1) + "/" + types(reference.group(2))).toLowerCase(java.util.Locale.ROOT));
        Tokens.Caller caller = call.caller();
        if (linked != null && !rights.allows(caller.objectId(), linked, id)) {
            throw Refusal.of(403, "LinkedAuthorizationFailed", "The client '" + caller.clientId() + "' with object id '" + caller.objectId()
                    + "' has permission to perform action '" + action.name() + "' on scope '" + action.scope()
                    + "'; however, it does not have permission to perform action '" + linked + "' on the linked scope(s) '" + id
                    + "' or the linked scope(s) are invalid.");
        }
    }

    /** Returns the types of a path of types and names. */
    private static String types(String path) {
        String[] segments = path.split("/");
        var types = new StringBuilder(segments[0]);
        for (int i = 2; i < segments.length; i += 2) {
            types.append('/').append(segments[i]);
        }
        return types.toString();
    }
}
