package org.uid2chatops.sandbox.azure;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.Endpoint;

/** The token endpoints of Entra, v1 and v2, for client credentials; discovery as MSAL asks for it. */
final class Entra implements Endpoint {

    private static final Pattern PATH = Pattern
            .compile("/([^/]+)(/v2\\.0)?/(oauth2(?:/v2\\.0)?/token|\\.well-known/openid-configuration|discovery/.*)");

    private final Tokens tokens;
    private final String self;

    /** @param self the address it is served at, without a slash at the end */
    Entra(Tokens tokens, String self) {
        this.tokens = tokens;
        this.self = self;
    }

    static Map<String, String> form(Call call) {
        var form = new HashMap<String, String>();
        for (String pair : call.text().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    @Override
    public Answer answer(Call call) {
        if (call.path().startsWith("/common/discovery/instance")) {
            return Answer.json(200, instances());
        }
        var path = PATH.matcher(call.path());
        if (!path.matches()) {
            return Answer.empty(404);
        }
        if (!path.group(1).equalsIgnoreCase(Place.TENANT)) {
            return error(400, "invalid_request", 90002, "Tenant '" + path.group(1)
                    + "' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.");
        }
        return switch (path.group(3)) {
            case "oauth2/v2.0/token" -> token(form(call), true);
            case "oauth2/token" -> token(form(call), false);
            case ".well-known/openid-configuration" -> Answer.json(200, configuration());
            default -> Answer.json(200, tokens.keySet());
        };
    }

    private Answer token(Map<String, String> form, boolean v2) {
        String wanted = v2 ? "scope" : "resource";
        for (String parameter : List.of("grant_type", "client_id", "client_secret", wanted)) {
            if (!form.containsKey(parameter)) {
                return error(400, "invalid_request", 900144,
                        "The request body must contain the following parameter: '" + parameter + "'.");
            }
        }
        String client = form.getOrDefault("client_id", "");
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return error(400, "unsupported_grant_type", 70003,
                    "The app requested an unsupported grant type '" + form.get("grant_type") + "'.");
        }
        if (!Place.CLIENT_ID.equalsIgnoreCase(client)) {
            return error(400, "unauthorized_client", 700016, "Application with identifier '" + client
                    + "' was not found in the directory 'sandbox'. This can happen if the application has not been installed by the administrator"
                    + " of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.");
        }
        if (!Place.CLIENT_SECRET.equals(form.get("client_secret"))) {
            return error(401, "invalid_client", 7000215,
                    "Invalid client secret provided. Ensure the secret being sent in the request is the"
                            + " client secret value, not the client secret ID, for a secret added to app '" + client + "'.");
        }
        String resource = Audiences.asked(form);
        if (!Audiences.known(resource)) {
            return error(400, "invalid_resource", 500011, "The resource principal named " + Audiences.bare(resource)
                    + " was not found in the tenant named sandbox. This can happen if the application has not been installed by the"
                    + " administrator of the tenant or consented to by any user in the tenant.");
        }
        return Answer.json(200, granted(resource, v2)).with("Cache-Control", "no-store, no-cache");
    }

    private ObjectNode granted(String audience, boolean v2) {
        String token = tokens.issue("https://sts.windows.net/" + Place.TENANT + "/", audience, Place.CLIENT_ID, Place.OBJECT_ID);
        ObjectNode answer = Json.object().put("token_type", "Bearer");
        if (v2) {
            answer.put("expires_in", Tokens.LIFE.toSeconds()).put("ext_expires_in", Tokens.LIFE.toSeconds());
        } else {
            long now = Instant.now().getEpochSecond();
            answer.put("expires_in", "" + Tokens.LIFE.toSeconds()).put("ext_expires_in", "" + Tokens.LIFE.toSeconds())
                    .put("expires_on", "" + (now + Tokens.LIFE.toSeconds())).put("not_before", "" + now).put("resource", audience);
        }
        return answer.put("access_token", token);
    }

    private ObjectNode configuration() {
        String tenant = self + "/" + Place.TENANT;
        ObjectNode configuration = Json.object().put("token_endpoint", tenant + "/oauth2/v2.0/token")
                .put("jwks_uri", tenant + "/discovery/v2.0/keys").put("issuer", tenant + "/v2.0")
                .put("authorization_endpoint", tenant + "/oauth2/v2.0/authorize")
                .put("device_authorization_endpoint", tenant + "/oauth2/v2.0/devicecode").put("tenant_region_scope", "NA");
        configuration.putArray("token_endpoint_auth_methods_supported").add("client_secret_post").add("private_key_jwt");
        configuration.putArray("response_types_supported").add("code").add("id_token");
        configuration.putArray("id_token_signing_alg_values_supported").add("RS256");
        return configuration;
    }

    private ObjectNode instances() {
        String host = self.replaceFirst("https://", "");
        ObjectNode instances = Json.object()
                .put("tenant_discovery_endpoint", self + "/" + Place.TENANT + "/v2.0/.well-known/openid-configuration")
                .put("api-version", "1.1");
        var metadata = instances.putArray("metadata").addObject().put("preferred_network", host).put("preferred_cache", host);
        metadata.putArray("aliases").add(host);
        return instances;
    }

    private Answer error(int status, String error, int code, String text) {
        String trace = UUID.randomUUID().toString();
        String correlation = UUID.randomUUID().toString();
        String time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC).format(Instant.now());
        ObjectNode body = Json.object().put("error", error).put("error_description",
                "AADSTS" + code + ": " + text + " Trace ID: " + trace + " Correlation ID: " + correlation + " Timestamp: " + time);
        body.putArray("error_codes").add(code);
        body.put("timestamp", time).put("trace_id", trace).put("correlation_id", correlation).put("error_uri",
                self + "/error?code=" + code);
        return Answer.json(status, body);
    }
}
