package org.uid2chatops.azure;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

import com.azure.resourcemanager.authorization.models.PrincipalType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who the bot is in the directory, as its own token says it.
 *
 * @param objectId the principal that roles are granted to; not the client id
 */
record Caller(String objectId, UUID tenantId, PrincipalType type) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Reads the claims {@code oid}, {@code tid} and {@code idtyp} of an access token.
     *
     * @throws AzureRefusal if it is not a token with these claims; the token is not in the text
     */
    static Caller of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length == 3) {
            JsonNode claims = JSON.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
            String objectId = claims.path("oid").asString("");
            String tenantId = claims.path("tid").asString("");
            if (!objectId.isEmpty() && !tenantId.isEmpty()) {
                boolean person = claims.path("idtyp").asString("app").equals("user");
                return new Caller(objectId, UUID.fromString(tenantId), person ? PrincipalType.USER : PrincipalType.SERVICE_PRINCIPAL);
            }
        }
        throw new AzureRefusal("TokenWithoutIdentity", "Entra gave the bot a token that does not say who it is (no oid, no tid).",
                "Sign the bot in with an app registration, a managed identity or workload identity.");
    }
}
