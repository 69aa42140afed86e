package org.uid2chatops.sandbox.azure;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.azure.Latencies.Service;

/** Key vaults: created without any header to wait by, deleted softly. */
final class Vaults extends ResourceType {

    static final String TYPE = "Microsoft.KeyVault/vaults";
    private static final Pattern NAME = Pattern.compile("(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]");

    private final Services services;
    private final UnaryOperator<String> open;
    private final ToldVaults told;
    private final Map<String, Vault> vaults = new LinkedHashMap<>();

    /** @param open opens the data plane of the vault of that name and returns its address, without a slash at the end */
    Vaults(Services services, UnaryOperator<String> open) {
        super(services.cloud(), services.groups(), "Microsoft.KeyVault", "vaults");
        this.services = services;
        this.open = open;
        this.told = new ToldVaults(services.cloud(), services.world(), open);
        services.groups().beforeRemoval(resource -> named(resource.name()).filter(vault -> vault.resource() == resource)
                .ifPresent(vault -> vault.delete(cloud().now())));
    }

    @Override
    void register(Routes routes) {
        super.register(routes);
        routes.on("PATCH", groupTemplate() + "/providers/Microsoft.KeyVault/vaults/{name}", call -> {
            Resource vault = existing(call);
            ObjectNode asked = call.body();
            asked.path("properties").propertyStream().forEach(entry -> vault.properties().set(entry.getKey(), entry.getValue()));
            if (asked.has("tags")) {
                vault.body().set("tags", asked.get("tags"));
            }
            return Reply.of(200, vault.body());
        });
        routes.on("POST", "/subscriptions/{subscription}/providers/Microsoft.KeyVault/checkNameAvailability",
                call -> available(call.body()));
        String deleted = "/subscriptions/{subscription}/providers/Microsoft.KeyVault/locations/{location}/deletedVaults/{name}";
        routes.on("GET", deleted, call -> Reply.of(200, shownDeleted(deleted(call))));
        routes.on("POST", deleted + "/purge", this::purge);
        routes.on("GET", "/subscriptions/{subscription}/providers/Microsoft.KeyVault/deletedVaults", _ -> {
            told.settle(vaults);
            return Reply.of(200,
                    Json.list(vaults.values().stream().filter(vault -> vault.deleted() != null).map(Vaults::shownDeleted).toList()));
        });
    }

    /** Returns the vault that has a name, deleted ones included. */
    Optional<Vault> named(String name) {
        told.settle(vaults);
        return Optional.ofNullable(vaults.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    Reply put(Put put) {
        check(put);
        ObjectNode asked = put.body();
        Optional<Vault> taken = named(put.name());
        boolean recover = Json.text(asked, "/properties/createMode").equals("recover");
        if (taken.isPresent() && taken.get().deleted() != null) {
            if (!recover || !ArmId.same(taken.get().resource().id(), put.id())) {
                throw Refusal.of(409, "ConflictError",
                        "A vault with the same name already exists in deleted state. You need to either recover or"
                                + " purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on"
                                + " soft delete.");
            }
            taken.get().recover();
            told.over(put.name());
            Resource back = cloud().store().put(taken.get().resource());
            return asked.at("/properties/accessPolicies").isArray() ? update(put, back) : Reply.of(200, back.body());
        }
        if (recover && taken.isEmpty()) {
            throw deletedNotFound(put.name());
        }
        if (put.before() == null && (taken.isPresent() || services.world().vaultTaken(put.name()))) {
            throw taken(put.name());
        }
        return put.before() == null ? create(put) : update(put, put.before());
    }

    private void check(Put put) {
        if (!NAME.matcher(put.name()).matches()) {
            throw invalidName(put.name());
        }
        ObjectNode asked = put.body();
        if (!Json.text(asked, "/properties/tenantId").equalsIgnoreCase(Place.TENANT)) {
            throw badRequest("Invalid value found at properties.tenantId: '" + Json.text(asked, "/properties/tenantId") + "'");
        }
        if (!List.of("standard", "premium").contains(Json.text(asked, "/properties/sku/name").toLowerCase(Locale.ROOT))) {
            throw badRequest("The parameter sku is not specified.");
        }
        boolean rbac = asked.at("/properties/enableRbacAuthorization").asBoolean(false);
        if (!rbac && !asked.at("/properties/accessPolicies").isArray() && !Json.text(asked, "/properties/createMode").equals("recover")) {
            throw badRequest("The parameter accessPolicies is not specified.");
        }
        int retention = asked.at("/properties/softDeleteRetentionInDays").asInt(90);
        if (retention < 7 || retention > 90) {
            throw badRequest("The property \"softDeleteRetentionInDays\" must be between 7 and 90, not " + retention + ".");
        }
        Resource before = put.before();
        if (before != null && asked.at("/properties/softDeleteRetentionInDays").isInt()
                && before.properties().path("softDeleteRetentionInDays").asInt(90) != retention) {
            throw badRequest("The property \"softDeleteRetentionInDays\" has been set already and it can't be modified.");
        }
        boolean unprotect = asked.at("/properties/enablePurgeProtection").isBoolean()
                && !asked.at("/properties/enablePurgeProtection").asBoolean();
        if (unprotect) {
            throw badRequest(
                    "The property \"enablePurgeProtection\" cannot be set to false. Enabling the purge protection for a vault is an"
                            + " irreversible action.");
        }
    }

    private Reply create(Put put) {
        String by = put.call().caller().objectId();
        String now = put.call().now().truncatedTo(ChronoUnit.MILLIS).toString();
        ObjectNode body = Json.object().put("id", put.id()).put("name", put.name()).put("type", TYPE).put("location", put.location());
        body.putObject("tags");
        put.tagged(body);
        body.putObject("systemData").put("createdBy", by).put("createdByType", "Application").put("createdAt", now)
                .put("lastModifiedBy", by)
                .put("lastModifiedByType", "Application").put("lastModifiedAt", now);
        String url = open.apply(put.name());
        ObjectNode properties = body.putObject("properties");
        fill(properties, put.body());
        properties.put("vaultUri", url).put("provisioningState", "RegisteringDns").put("publicNetworkAccess",
                put.body().at("/properties/publicNetworkAccess").stringValue("Enabled"));
        Resource resource = cloud().store().put(new Resource(put.id(), TYPE, put.call().now(), body));
        vaults.put(put.name().toLowerCase(Locale.ROOT), new Vault(resource, url));
        services.operations().begin(resource, "Microsoft.KeyVault", "create " + TYPE, cloud().takes(Service.VAULT, put.id()),
                services.faults().provisioningError(put.call().call(), cloud().target(put.id()), false), _ -> {
                    resource.state("Succeeded");
                    resource.properties().put("vaultUri", url + "/");
                });
        return Reply.of(200, body);
    }

    private static Reply update(Put put, Resource vault) {
        if (put.body().has("tags")) {
            vault.body().set("tags", put.body().get("tags"));
        }
        ((ObjectNode) vault.body().path("systemData")).put("lastModifiedAt", put.call().now().truncatedTo(ChronoUnit.MILLIS).toString());
        boolean wasProtected = vault.properties().path("enablePurgeProtection").asBoolean(false);
        fill(vault.properties(), put.body());
        if (wasProtected) {
            vault.properties().put("enablePurgeProtection", true);
        }
        return Reply.of(200, vault.body());
    }

    private static void fill(ObjectNode properties, ObjectNode body) {
        ObjectNode asked = body.withObjectProperty("properties");
        properties.putObject("sku").put("family", "A").put("name", Json.text(asked, "/sku/name").toLowerCase(Locale.ROOT));
        properties.put("tenantId", Place.TENANT);
        if (asked.path("networkAcls") instanceof ObjectNode acls) {
            acls.putIfAbsent("ipRules", Json.object().putArray("ipRules"));
            acls.putIfAbsent("virtualNetworkRules", Json.object().putArray("rules"));
            properties.set("networkAcls", acls);
        }
        properties.set("accessPolicies",
                asked.path("accessPolicies").isArray() ? asked.get("accessPolicies") : Json.object().putArray("none"));
        properties.put("enabledForDeployment", asked.path("enabledForDeployment").asBoolean(false)).put("enableSoftDelete", true);
        // Not there unless somebody has set them: recorded
        for (String field : List.of("softDeleteRetentionInDays", "enableRbacAuthorization")) {
            if (asked.path(field).isNumber() || asked.path(field).isBoolean()) {
                properties.set(field, asked.get(field));
            }
        }
        if (asked.path("enablePurgeProtection").asBoolean(false)) {
            properties.put("enablePurgeProtection", true);
        }
    }

    @Override
    Reply delete(ArmCall call, Resource vault) {
        named(vault.name()).ifPresent(found -> found.delete(call.now()));
        cloud().store().remove(vault.id());
        return Reply.empty(200);
    }

    private Vault deleted(ArmCall call) {
        return named(call.name("name"))
                .filter(vault -> vault.deleted() != null && vault.resource().body().path("location").stringValue("")
                        .equals(Locations.normalise(call.name("location")).orElse("")))
                .orElseThrow(() -> deletedNotFound(call.name("name")));
    }

    private Reply purge(ArmCall call) {
        Vault vault = deleted(call);
        if (vault.purgeProtected()) {
            throw Refusal.of(405, "MethodNotAllowed", "Operation 'DeletedVaultPurge' is not allowed.");
        }
        vaults.remove(vault.name().toLowerCase(Locale.ROOT));
        told.over(vault.name());
        Operation operation = services.operations().begin(vault.resource(), "Microsoft.KeyVault", "purge " + TYPE,
                cloud().takes(Service.VAULT_PURGE, vault.resource().id()), Optional.empty(), _ -> {
                });
        return services.pacing().retryAfter(services.operations().location(Reply.empty(202), operation, call.parameter("api-version")), 10);
    }

    private Reply available(ObjectNode asked) {
        String name = Json.text(asked, "/name");
        if (!Json.text(asked, "/type").equalsIgnoreCase(TYPE)) {
            throw badRequest("The parameter type must be '" + TYPE + "', not '" + Json.text(asked, "/type") + "'.");
        }
        ObjectNode answer = Json.object();
        if (!NAME.matcher(name).matches()) {
            answer.put("nameAvailable", false).put("reason", "AccountNameInvalid").put("message", invalidName(name).getMessage());
        } else if (named(name).isPresent() || services.world().vaultTaken(name)) {
            answer.put("nameAvailable", false).put("reason", "AlreadyExists").put("message", taken(name).getMessage());
        } else {
            answer.put("nameAvailable", true);
        }
        return Reply.of(200, answer);
    }

    private static Refusal invalidName(String name) {
        return Refusal.of(400, "VaultNameNotValid", "The vault name '" + name + "' is invalid. A vault's name must be between 3-24"
                + " alphanumeric characters. The name must begin with a letter, end with a letter or digit, and not contain consecutive"
                + " hyphens. Follow this link for more information: https://go.microsoft.com/fwlink/?linkid=2147742");
    }

    private static ObjectNode shownDeleted(Vault vault) {
        Resource resource = vault.resource();
        String location = resource.body().path("location").stringValue("");
        Instant at = java.util.Objects.requireNonNull(vault.deleted()).truncatedTo(ChronoUnit.SECONDS);
        ObjectNode shown = Json.object()
                .put("id", ArmId.SUBSCRIPTION + "/providers/Microsoft.KeyVault/locations/" + location + "/deletedVaults/" + vault.name())
                .put("name", vault.name()).put("type", "Microsoft.KeyVault/deletedVaults");
        ObjectNode properties = shown.putObject("properties").put("vaultId", resource.id()).put("location", location);
        properties.set("tags", resource.body().path("tags"));
        properties.put("deletionDate", at.toString()).put("scheduledPurgeDate", at.plus(Duration.ofDays(vault.retentionDays())).toString());
        if (vault.purgeProtected()) {
            properties.put("purgeProtectionEnabled", true);
        }
        return shown;
    }

    private static Refusal taken(String name) {
        return Refusal.of(409, "VaultAlreadyExists", "The vault name '" + name
                + "' is already in use. Vault names are globally unique so it is"
                + " possible that the name is already taken. If you are sure that the vault name was not taken then it is possible that a vault"
                + " with the same name was recently deleted but not purged after being placed in a recoverable state. If the vault is in a"
                + " recoverable state then the vault will need to be purged before reusing the name. For more information about"
                + " VaultAlreadyExists, soft delete and purging a vault follow this link https://go.microsoft.com/fwlink/?linkid=2147740.");
    }

    private static Refusal deletedNotFound(String name) {
        return Refusal.of(404, "DeletedVaultNotFound", "The specified deleted vault '" + name
                + "' does not exist. Ensure that the vault was"
                + " indeed deleted and that it is in recoverable state. If soft delete was not enabled then the vault is permanently deleted."
                + " Follow this link for more information: https://go.microsoft.com/fwlink/?linkid=2149745");
    }

    private static Refusal badRequest(String message) {
        return Refusal.of(400, "BadRequest", message);
    }
}
