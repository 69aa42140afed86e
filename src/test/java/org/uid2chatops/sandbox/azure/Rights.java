package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;

/** What a principal may do, by its roles that are in effect and by what the bot was told to lack. Guarded by {@link Cloud}. */
final class Rights {

    private final Cloud cloud;
    private final RoleAssignments roles;
    private final WorldFaults world;

    Rights(Cloud cloud, RoleAssignments roles, WorldFaults world) {
        this.cloud = cloud;
        this.roles = roles;
        this.world = world;
    }

    /** Returns the permissions of a principal at a scope, one for each role, as Azure lists them. */
    List<ObjectNode> permissions(String principalId, String scope) {
        List<String> missing = missing(principalId, scope);
        return roles.inEffect(principalId, scope).map(role -> {
            ObjectNode permission = role.permissions();
            missing.forEach(((ArrayNode) permission.path("notActions"))::add);
            missing.forEach(((ArrayNode) permission.path("notDataActions"))::add);
            return permission;
        }).toList();
    }

    boolean allows(String principalId, String action, String scope) {
        return permissions(principalId, scope).stream()
                .anyMatch(one -> holds(one.path("actions"), action) && !holds(one.path("notActions"), action));
    }

    boolean allowsData(String principalId, String action, String scope) {
        return permissions(principalId, scope).stream()
                .anyMatch(one -> holds(one.path("dataActions"), action) && !holds(one.path("notDataActions"), action));
    }

    private List<String> missing(String principalId, String scope) {
        return principalId.equalsIgnoreCase(Place.OBJECT_ID) ? world.missingRights(scope, cloud.target(scope)) : List.of();
    }

    private static boolean holds(JsonNode patterns, String action) {
        return patterns.valueStream().anyMatch(
                pattern -> Pattern.matches(("(?i)\\Q" + pattern.stringValue("") + "\\E").replace("*", "\\E.*\\Q"), action));
    }
}
