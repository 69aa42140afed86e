package org.uid2chatops.sandbox.azure;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The right that a request to ARM needs.
 *
 * @param name e.g. {@code Microsoft.Network/virtualNetworks/write}
 * @param scope the id it is needed at
 */
record ArmAction(String name, String scope) {

    private static final String GROUPS = "Microsoft.Resources/subscriptions/resourceGroups/";
    private static final Pattern GROUP = Pattern.compile("/subscriptions/[^/]+/resourceGroups/[^/]+", Pattern.CASE_INSENSITIVE);

    /** Returns the action of a request, or nothing for those that anybody may make who is signed in. */
    static Optional<ArmAction> of(String method, String path) {
        String verb = verb(method);
        int provider = path.toLowerCase(Locale.ROOT).lastIndexOf("/providers/");
        if (provider >= 0) {
            return Optional.of(ofProvider(method, verb, path.substring(provider + "/providers/".length()), path));
        }
        String[] segments = path.replaceFirst("^/", "").split("/");
        if (segments.length < 2 || !segments[0].equalsIgnoreCase("subscriptions")) {
            return Optional.empty();
        }
        if (segments.length == 2) {
            return Optional.of(new ArmAction("Microsoft.Resources/subscriptions/" + verb, path));
        }
        return Optional.of(GROUP.matcher(path).matches()
                ? new ArmAction(GROUPS + verb, path)
                : new ArmAction("Microsoft.Resources/subscriptions/" + (segments.length > 4 ? "resourceGroups/" + segments[4] : segments[2])
                        + "/" + verb, path));
    }

    /** @param tail what follows {@code /providers/}: the namespace, then types and names in turn */
    private static ArmAction ofProvider(String method, String verb, String tail, String path) {
        String[] segments = tail.split("/");
        if (segments.length == 1) {
            return new ArmAction("Microsoft.Resources/subscriptions/providers/" + verb, path);
        }
        var type = new StringBuilder(segments[0]);
        for (int i = 1; i < segments.length; i += 2) {
            type.append('/').append(segments[i]);
        }
        boolean call = method.equals("POST");
        // An action's scope is what it is done to: without the action's own name
        return new ArmAction(type + "/" + (call ? "action" : verb), call ? path.replaceFirst("/[^/]+$", "") : path);
    }

    private static String verb(String method) {
        return switch (method) {
            case "GET", "HEAD" -> "read";
            case "DELETE" -> "delete";
            case "POST" -> "action";
            default -> "write";
        };
    }
}
