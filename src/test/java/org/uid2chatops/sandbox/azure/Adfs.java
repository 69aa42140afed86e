package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.Endpoint;

/**
 * The sign-in of a cloud of one's own, as AD FS offers it beside Entra's: an authority that ends in {@code /adfs} and has no tenant.
 * Clients that ask Microsoft whether an authority is one of Azure's do not ask it about this kind. The tokens are those of Entra.
 * Source: AD FS's OpenID Connect endpoints and its codes (MSIS…).
 */
final class Adfs implements Endpoint {

    /** What the paths of this authority begin with. */
    static final String ROOT = "/adfs/";

    private final Tokens tokens;
    private final String self;

    /** @param login the address of the sign-in server, without a slash at the end */
    Adfs(Tokens tokens, String login) {
        this.tokens = tokens;
        this.self = login + "/adfs";
    }

    @Override
    public Answer answer(Call call) {
        return switch (call.path().substring(ROOT.length()).replaceFirst("/+$", "")) {
            case ".well-known/openid-configuration" -> Answer.json(200, configuration());
            case "discovery/keys" -> Answer.json(200, tokens.keySet());
            case "oauth2/token" -> token(Entra.form(call));
            default -> Answer.empty(404);
        };
    }

    private Answer token(Map<String, String> form) {
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return error("unsupported_grant_type", 9611, "The authorization server does not support the requested 'grant_type'.");
        }
        if (!Place.CLIENT_ID.equalsIgnoreCase(form.getOrDefault("client_id", ""))) {
            return error("invalid_client", 9607, "No client is registered with the specified client identifier.");
        }
        if (!Place.CLIENT_SECRET.equals(form.get("client_secret"))) {
            return error("invalid_client", 9622,
                    "Client authentication failed. Please verify the credential provided for client authentication is valid.");
        }
        String audience = Audiences.asked(form);
        if (!Audiences.known(audience)) {
            return error("invalid_resource", 9602, "The received 'resource' parameter is invalid. The authorization server can not find a"
                    + " registered resource with the specified identifier.");
        }
        return Answer.json(200,
                Json.object().put("access_token", tokens.issue(self, audience, Place.CLIENT_ID, Place.OBJECT_ID))
                        .put("token_type", "bearer").put("expires_in", Tokens.LIFE.toSeconds()))
                .with("Cache-Control", "no-store");
    }

    private ObjectNode configuration() {
        ObjectNode configuration = Json.object().put("issuer", self).put("authorization_endpoint", self + "/oauth2/authorize/")
                .put("token_endpoint", self + "/oauth2/token/").put("jwks_uri", self + "/discovery/keys")
                .put("device_authorization_endpoint", self + "/oauth2/devicecode");
        List.of("client_secret_post", "client_secret_basic", "private_key_jwt")
                .forEach(configuration.putArray("token_endpoint_auth_methods_supported")::add);
        configuration.putArray("grant_types_supported").add("client_credentials");
        configuration.putArray("id_token_signing_alg_values_supported").add("RS256");
        return configuration;
    }

    private static Answer error(String error, int code, String text) {
        return Answer.json(400, Json.object().put("error", error).put("error_description", "MSIS" + code + ": " + text));
    }
}
