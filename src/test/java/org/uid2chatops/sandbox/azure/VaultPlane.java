package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.CutConnection;
import org.uid2chatops.sandbox.net.Endpoint;

/** The data plane of key vaults: the challenge, the roles, the secrets. */
final class VaultPlane {

    private static final Pattern PATH = Pattern.compile("/secrets(?:/([^/]+)(?:/([^/]*))?)?/?");
    private static final int PAGE = 25;
    /** Source: Key Vault, "About secrets": 25k bytes. */
    private static final int LONGEST = 25_600;

    private final Cloud cloud;
    private final Tokens tokens;
    private final Rights rights;
    private final String authorityHost;

    VaultPlane(Cloud cloud, Tokens tokens, Rights rights, String authorityHost) {
        this.cloud = cloud;
        this.tokens = tokens;
        this.rights = rights;
        this.authorityHost = authorityHost;
    }

    /** Returns the endpoint of the vaults that {@code vault} finds; a call to none that can be reached is cut. */
    Endpoint of(Function<Call, Optional<Vault>> vault) {
        return call -> {
            Answer answer;
            try {
                answer = cloud.locked(() -> answer(vault.apply(call).filter(Vault::reachable).orElseThrow(CutConnection::new), call));
            } catch (Refusal refusal) {
                answer = refusal.answer();
            }
            return answer.with("x-ms-keyvault-region", Place.LOCATION).with("x-ms-keyvault-service-version", "2.2.45.0");
        };
    }

    /** Reads a secret as somebody, under the cloud's lock. */
    ObjectNode read(Vault vault, String secret, String version, String objectId, String clientId) {
        want("getSecret/action", vault, secret, objectId, clientId);
        ObjectNode found = vault.secret(secret, version).orElseThrow(() -> notFound(secret));
        if (!found.at("/attributes/enabled").asBoolean(true)) {
            throw Refusal.of(403, "Forbidden", "Operation get is not allowed on a disabled secret.").innerCode("SecretDisabled");
        }
        return found;
    }

    private Answer answer(Vault vault, Call call) {
        Tokens.Caller caller = caller(call);
        if (call.parameter("api-version").isEmpty()) {
            throw Refusal.of(400, "BadParameter", "AKV10000: The api-version parameter is missing.");
        }
        var path = PATH.matcher(call.path());
        if (!path.matches()) {
            throw Refusal.of(404, "NotFound", "The path '" + call.path() + "' is not known to this vault.");
        }
        String secret = Optional.ofNullable(path.group(1)).orElse("");
        String version = Optional.ofNullable(path.group(2)).orElse("");
        return switch (call.method()) {
            case "GET" -> secret.isEmpty()
                    ? list(vault, call, secret, caller, vault.newest())
                    : version.equals("versions")
                            ? list(vault, call, secret, caller, vault.versions(secret).reversed())
                            : Answer.json(200, read(vault, secret, version, caller.objectId(), caller.clientId()));
            case "PUT" -> set(vault, secret, call, caller);
            case "PATCH" -> update(vault, secret, version, call, caller);
            default -> throw Refusal.of(405, "MethodNotAllowed", "The method " + call.method() + " is not allowed here.");
        };
    }

    private Tokens.Caller caller(Call call) {
        String header = call.header("authorization").orElse("");
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw challenge("AKV10000: Request is missing a Bearer or PoP token.");
        }
        Tokens.Caller caller = tokens.read(header.substring(7).strip())
                .orElseThrow(() -> challenge("AKV10022: Invalid token: its signature does not validate."));
        if (tokens.expired(caller)) {
            throw challenge("AKV10015: Token is expired.");
        }
        if (!caller.audience().replaceFirst("/+$", "").equals("https://vault.azure.net")) {
            throw challenge("AKV10022: Invalid audience. Expected https://vault.azure.net, found: " + caller.audience() + ".");
        }
        return caller;
    }

    private Refusal challenge(String message) {
        return Refusal.of(401, "Unauthorized", message).with("WWW-Authenticate",
                "Bearer authorization=\"" + authorityHost + Place.TENANT + "\", resource=\"https://vault.azure.net\"");
    }

    private Answer set(Vault vault, String secret, Call call, Tokens.Caller caller) {
        want("setSecret/action", vault, secret, caller.objectId(), caller.clientId());
        if (!secret.matches("[-0-9a-zA-Z]{1,127}")) {
            throw Refusal.of(400, "BadParameter", "The request URI contains an invalid name: " + secret);
        }
        ObjectNode asked = Json.body(call.body());
        if (!asked.path("value").isString()) {
            throw Refusal.of(400, "BadParameter", "Property value is missing.");
        }
        if (Json.text(asked, "/value").length() > LONGEST) {
            throw Refusal.of(400, "BadParameter", "The value of the secret is longer than " + LONGEST + " characters.");
        }
        long now = cloud.now().getEpochSecond();
        ObjectNode made = Json.object().put("value", Json.text(asked, "/value"));
        copy(asked, made, "contentType");
        made.put("id",
                vault.baseUrl() + "/secrets/" + secret + "/" + cloud.guids().next("secret " + vault.name() + secret).replace("-", ""));
        ObjectNode attributes = made.putObject("attributes").put("enabled", asked.at("/attributes/enabled").asBoolean(true));
        copy(asked.path("attributes"), attributes, "nbf");
        copy(asked.path("attributes"), attributes, "exp");
        attributes.put("created", now).put("updated", now)
                .put("recoveryLevel", (vault.retentionDays() < 90 ? "CustomizedRecoverable" : "Recoverable")
                        + (vault.purgeProtected() ? "" : "+Purgeable"))
                .put("recoverableDays", vault.retentionDays());
        made.set("tags", asked.path("tags").isObject() ? asked.get("tags") : Json.object());
        vault.add(secret, made);
        cloud.timeline().add(ArmId.group(vault.resource().id()).orElse(""), "set secret", vault.resource().id() + "/secrets/" + secret,
                cloud.now(), cloud.now());
        return Answer.json(200, made);
    }

    private Answer update(Vault vault, String secret, String version, Call call, Tokens.Caller caller) {
        want("setSecret/action", vault, secret, caller.objectId(), caller.clientId());
        ObjectNode found = vault.secret(secret, version).orElseThrow(() -> notFound(secret));
        ObjectNode asked = Json.body(call.body());
        copy(asked, found, "contentType");
        copy(asked, found, "tags");
        asked.path("attributes").propertyStream()
                .forEach(entry -> found.withObjectProperty("attributes").set(entry.getKey(), entry.getValue()));
        found.withObjectProperty("attributes").put("updated", cloud.now().getEpochSecond());
        return Answer.json(200, found.deepCopy().without("value"));
    }

    private Answer list(Vault vault, Call call, String secret, Tokens.Caller caller, List<ObjectNode> all) {
        want("readMetadata/action", vault, secret, caller.objectId(), caller.clientId());
        int size = call.parameter("maxresults").map(Integer::parseInt).orElse(PAGE);
        int from = call.parameter("$skiptoken").map(Integer::parseInt).orElse(0);
        ObjectNode page = Json.object();
        ArrayNode value = page.putArray("value");
        all.stream().skip(from).limit(size).forEach(one -> {
            ObjectNode shown = one.deepCopy().without("value");
            if (secret.isEmpty()) {
                shown.put("id", Json.text(one, "/id").replaceFirst("/[^/]+$", ""));
            }
            value.add(shown);
        });
        if (from + size < all.size()) {
            page.put("nextLink", vault.baseUrl() + call.path() + "?api-version=" + call.parameter("api-version").orElse("") + "&$skiptoken="
                    + (from + size) + "&maxresults=" + size);
        } else {
            page.putNull("nextLink");
        }
        return Answer.json(200, page);
    }

    private void want(String action, Vault vault, String secret, String objectId, String clientId) {
        String full = "Microsoft.KeyVault/vaults/secrets/" + action;
        if (!rights.allowsData(objectId, full, vault.resource().id())) {
            throw Refusal.of(403, "Forbidden",
                    "Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments"
                            + " or role definitions were changed recently, please observe propagation time.\r\nCaller: appid=" + clientId
                            + ";oid="
                            + objectId + ";iss=https://sts.windows.net/" + Place.TENANT + "/\r\nAction: '" + full + "'\r\nResource: '"
                            + ArmId.key(vault.resource().id()) + "/secrets/" + secret
                            + "'\r\nAssignment: (not found)\r\nDenyAssignmentId: null\r\n"
                            + "DecisionReason: 'DeniedWithNoValidRBAC' \r\nVault: " + vault.name() + ";location="
                            + vault.resource().body().path("location").stringValue("") + "\r\n")
                    .innerCode("ForbiddenByRbac");
        }
    }

    private static Refusal notFound(String secret) {
        return Refusal.of(404, "SecretNotFound", "A secret with (name/id) " + secret
                + " was not found in this key vault. If you recently deleted"
                + " this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see"
                + " https://go.microsoft.com/fwlink/?linkid=2125182");
    }

    private static void copy(JsonNode from, ObjectNode to, String field) {
        JsonNode value = from.get(field);
        if (value != null && !value.isNull()) {
            to.set(field, value);
        }
    }
}
