package org.uid2chatops.sandbox.azure;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.azure.Latencies.Service;

/** Role assignments at any scope, and who may do what by now. */
final class RoleAssignments {

    static final String TYPE = "Microsoft.Authorization/roleAssignments";
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern PRINCIPAL = Pattern.compile("(?i)(?:principalId\\s+eq\\s+|assignedTo\\()'?([-0-9a-f]+)'?\\)?");

    private final Cloud cloud;
    private final Map<String, Instant> effects = new HashMap<>();

    RoleAssignments(Cloud cloud) {
        this.cloud = cloud;
    }

    private void register(Routes routes) {
        String list = "{+scope}/providers/Microsoft.Authorization/roleAssignments";
        routes.on("PUT", list + "/{name}", this::put);
        routes.on("GET", list + "/{name}", call -> Reply.of(200, find(call).orElseThrow(() -> notFound(call)).body()));
        routes.on("DELETE", list + "/{name}", call -> find(call).map(found -> {
            cloud.store().remove(found.id());
            return Reply.of(200, found.body());
        }).orElseGet(() -> Reply.empty(204)));
        routes.on("GET", list, this::list);
    }

    /** Adds the reads of what the caller may do. */
    void register(Routes routes, Rights rights) {
        register(routes);
        routes.on("GET", "{+scope}/providers/Microsoft.Authorization/permissions", call -> {
            wantScope(call.name("scope"));
            return Reply.of(200, Json.list(rights.permissions(call.caller().objectId(), call.name("scope"))));
        });
    }

    /** Returns the roles that a principal holds by now at a scope or above it. */
    Stream<RoleDefinitions> inEffect(String principalId, String scope) {
        Instant now = cloud.now();
        return cloud.store().ofType(TYPE).stream().filter(assignment -> principalId.equalsIgnoreCase(principal(assignment)))
                .filter(assignment -> ArmId.within(scope, scope(assignment))).filter(assignment -> !effectiveAt(assignment).isAfter(now))
                .flatMap(assignment -> RoleDefinitions.find(Json.text(assignment.body(), "/properties/roleDefinitionId")).stream());
    }

    /** Returns when an assignment takes effect; the world's own one always has. */
    private Instant effectiveAt(Resource assignment) {
        return effects.getOrDefault(ArmId.key(assignment.id()), Instant.EPOCH);
    }

    /** Gives a role from the beginning of the world. */
    void seed(String principalId, RoleDefinitions role, String scope) {
        String name = cloud.guids().next("seeded assignment " + principalId);
        cloud.store().put(new Resource(idOf(scope, name), TYPE, Instant.EPOCH,
                body(scope, name, role.id(), principalId, "ServicePrincipal", Instant.EPOCH, principalId)));
    }

    private Reply put(ArmCall call) {
        String scope = call.name("scope");
        String name = call.name("name");
        ObjectNode asked = call.body();
        if (!GUID.matcher(name).matches()) {
            throw Refusal.of(400, "InvalidRoleAssignmentId",
                    "The role assignment ID '" + name + "' is not valid. The role assignment ID must be a GUID.");
        }
        wantScope(scope);
        String principalId = Json.text(asked, "/properties/principalId").toLowerCase(Locale.ROOT);
        if (!GUID.matcher(principalId).matches()) {
            throw Refusal.of(400, "InvalidPrincipalId",
                    "The Principal ID '" + principalId + "' is not valid. Principal ID must be a GUID.");
        }
        String asksRole = Json.text(asked, "/properties/roleDefinitionId");
        if (!GUID.matcher(ArmId.name(asksRole)).matches()) {
            throw Refusal.of(400, "InvalidRoleDefinitionId", "The role definition ID '" + ArmId.name(asksRole) + "' is not valid.");
        }
        RoleDefinitions role = RoleDefinitions.find(asksRole).orElseThrow(() -> Refusal.of(400, "RoleDefinitionDoesNotExist",
                "The specified role definition with ID '" + ArmId.name(asksRole).replace("-", "") + "' does not exist."));
        String type = Json.text(asked, "/properties/principalType");
        wantPrincipal(principalId, type, call.now());
        Optional<Resource> same = cloud.store().ofType(TYPE).stream()
                .filter(one -> ArmId.same(scope(one), scope) && principalId.equalsIgnoreCase(principal(one))
                        && RoleDefinitions.find(Json.text(one.body(), "/properties/roleDefinitionId")).equals(Optional.of(role)))
                .findFirst();
        Optional<Resource> named = cloud.store().find(idOf(scope, name));
        if (named.isPresent()) {
            if (same.filter(one -> one == named.get()).isPresent()) {
                return Reply.of(200, named.get().body());
            }
            throw Refusal.of(409, "RoleAssignmentUpdateNotPermitted",
                    "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.");
        }
        if (same.isPresent()) {
            throw Refusal.of(409, "RoleAssignmentExists", "The role assignment already exists. The ID of the existing role assignment is "
                    + same.get().name().replace("-", "") + ".");
        }
        ObjectNode body = body(scope, name, role.id(), principalId, type.isEmpty() ? "ServicePrincipal" : type, call.now(),
                call.caller().objectId());
        Resource made = cloud.store().put(new Resource(idOf(scope, name), TYPE, call.now(), body));
        Instant end = call.now().plus(cloud.takes(Service.ROLE_ASSIGNMENT, made.id()));
        effects.put(ArmId.key(made.id()), call.now().plus(cloud.takes(Service.ROLE_EFFECT, made.id())));
        String group = ArmId.group(scope).orElse("");
        cloud.timeline().add(group, "grant " + role.roleName(), made.id(), call.now(), end);
        cloud.timeline().add(group, "effect of " + role.roleName(), made.id(), end,
                effectiveAt(made).isBefore(end) ? end : effectiveAt(made));
        ObjectNode answer = body.deepCopy();
        answer.withObjectProperty("properties").putNull("createdBy");
        return Reply.of(201, answer).notBefore(end);
    }

    /** With a type the directory is not asked; without one, a principal that it does not know yet is refused. */
    private void wantPrincipal(String principalId, String type, Instant now) {
        Optional<Directory.Principal> principal = cloud.directory().find(principalId);
        if (type.isEmpty() && principal.filter(known -> !now.isBefore(known.replicatedAt())).isEmpty()) {
            throw Refusal.of(400, "PrincipalNotFound", "Principal " + principalId.replace("-", "") + " does not exist in the directory "
                    + Place.TENANT
                    + ". Check that you have the correct principal ID. If you are creating this principal and then immediately"
                    + " assigning a role, this error might be related to a replication delay. In this case, set the role assignment"
                    + " principalType property to a value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype");
        }
        if (principal.isPresent() && !type.isEmpty() && !type.equalsIgnoreCase("ServicePrincipal")) {
            throw Refusal.of(400, "UnmatchedPrincipalType", "The PrincipalId '" + principalId.replace("-", "")
                    + "' has type 'ServicePrincipal' , which is different from specified PrinciaplType '" + type + "'.");
        }
    }

    private Reply list(ArmCall call) {
        String scope = call.name("scope");
        wantScope(scope);
        String filter = call.parameter("$filter");
        var principal = PRINCIPAL.matcher(filter);
        String only = principal.find() ? principal.group(1) : "";
        boolean below = !filter.toLowerCase(Locale.ROOT).contains("atscope()");
        List<ObjectNode> found = cloud.store().ofType(TYPE).stream()
                .filter(one -> ArmId.within(scope, scope(one)) || below && ArmId.within(scope(one), scope))
                .filter(one -> only.isEmpty() || only.equalsIgnoreCase(principal(one))).map(Resource::body).toList();
        return Reply.of(200, Json.list(found));
    }

    private Optional<Resource> find(ArmCall call) {
        return cloud.store().find(idOf(call.name("scope"), call.name("name")));
    }

    private static Refusal notFound(ArmCall call) {
        return Refusal.of(404, "RoleAssignmentNotFound", "The role assignment '" + call.name("name") + "' is not found.");
    }

    private void wantScope(String scope) {
        Optional<String> group = ArmId.group(scope);
        if (group.isPresent() && cloud.store().find(ArmId.groupId(group.get())).isEmpty()) {
            throw Refusal.of(404, "ResourceGroupNotFound", "Resource group '" + group.get() + "' could not be found.")
                    .with("X-Ms-Failure-Cause", "gateway");
        }
        boolean resource = ArmId.key(scope).contains("/providers/");
        if (resource && cloud.store().find(scope).isEmpty() && VirtualNetworks.subnet(cloud.store(), scope).isEmpty()) {
            String path = scope.replaceFirst("(?i).*/providers/", "");
            String type = path.replaceFirst("/[^/]+$", "");
            throw Refusal.resourceNotFound(type, ArmId.name(scope), group.orElse(""));
        }
    }

    private static String idOf(String scope, String name) {
        return scope + "/providers/" + TYPE + "/" + name;
    }

    private static String principal(Resource assignment) {
        return Json.text(assignment.body(), "/properties/principalId");
    }

    private static String scope(Resource assignment) {
        return Json.text(assignment.body(), "/properties/scope");
    }

    private static ObjectNode body(String scope, String name, String role, String principalId, String type, Instant now, String by) {
        ObjectNode body = Json.object();
        body.putObject("properties").put("roleDefinitionId", role).put("principalId", principalId).put("principalType", type)
                .put("scope", scope).putNull("condition").putNull("conditionVersion").put("createdOn", now.toString())
                .put("updatedOn", now.toString()).put("createdBy", by).put("updatedBy", by).putNull("delegatedManagedIdentityResourceId")
                .putNull("description");
        return body.put("id", idOf(scope, name)).put("type", TYPE).put("name", name);
    }
}
