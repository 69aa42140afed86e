package org.uid2chatops.sandbox.azure;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The resources that a token can be asked for. */
final class Audiences {

    private static final List<String> KNOWN = List.of("https://management.azure.com", "https://management.core.windows.net",
            "https://vault.azure.net", "https://graph.microsoft.com");
    private static final List<String> OPENID = List.of("openid", "profile", "offline_access", "email");

    private Audiences() {
    }

    /** Returns the resource that a form asks for by {@code scope} or by {@code resource}, or an empty text. */
    static String asked(Map<String, String> form) {
        return form.containsKey("scope") ? ofScopes(form.getOrDefault("scope", "")) : form.getOrDefault("resource", "");
    }

    /** Whether tokens for that resource are issued: those of Azure, and those that are served here. */
    static boolean known(String audience) {
        String bare = bare(audience);
        return KNOWN.contains(bare) || bare.startsWith("https://127.0.0.1:") || bare.startsWith("https://localhost:");
    }

    /** Returns a resource without the slashes at its end. */
    static String bare(String audience) {
        return audience.replaceFirst("/+$", "");
    }

    /** MSAL adds the scopes of OpenID Connect, in any order, which mean nothing here. */
    private static String ofScopes(String scopes) {
        return Arrays.stream(scopes.split(" ")).filter(scope -> !OPENID.contains(scope)).findFirst().orElse("").replaceFirst("/\\.default$",
                "");
    }
}
