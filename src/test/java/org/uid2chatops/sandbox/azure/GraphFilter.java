package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.uid2chatops.sandbox.azure.Directory.Principal;

/** A {@code $filter} over service principals: comparisons of their names and ids, joined by {@code and}. */
final class GraphFilter {

    private static final Pattern EQUAL = Pattern.compile("(?i)(\\w+)\\s+eq\\s+'([^']*)'");
    private static final Pattern BEGINS = Pattern.compile("(?i)startswith\\(\\s*(\\w+)\\s*,\\s*'([^']*)'\\s*\\)");
    private static final Pattern ANY = Pattern.compile("(?i)(\\w+)/any\\((\\w+):\\s*\\2\\s+eq\\s+'([^']*)'\\s*\\)");

    private GraphFilter() {
    }

    /**
     * Reads a filter; an empty one lets everything through.
     *
     * @throws Refusal if it is none that this directory understands
     */
    static Predicate<Principal> of(String filter) {
        Predicate<Principal> all = _ -> true;
        for (String part : filter.isBlank() ? List.<String>of() : List.of(filter.split("(?i)\\s+and\\s+"))) {
            all = all.and(comparison(part.strip()));
        }
        return all;
    }

    /** Returns the names by which a service principal is found. */
    static List<String> names(Principal principal) {
        return List.of(principal.clientId());
    }

    private static Predicate<Principal> comparison(String text) {
        Matcher equal = EQUAL.matcher(text);
        if (equal.matches()) {
            return principal -> values(principal, equal.group(1)).stream().anyMatch(equal.group(2)::equalsIgnoreCase);
        }
        Matcher begins = BEGINS.matcher(text);
        if (begins.matches()) {
            return principal -> values(principal, begins.group(1)).stream()
                    .anyMatch(value -> value.regionMatches(true, 0, begins.group(2), 0, begins.group(2).length()));
        }
        Matcher any = ANY.matcher(text);
        if (any.matches()) {
            return principal -> values(principal, any.group(1)).stream().anyMatch(any.group(3)::equalsIgnoreCase);
        }
        throw unsupported("Invalid filter clause: '" + text + "'.");
    }

    private static List<String> values(Principal principal, String property) {
        return switch (property.toLowerCase(Locale.ROOT)) {
            case "id" -> List.of(principal.objectId());
            case "appid" -> List.of(principal.clientId());
            case "displayname" -> List.of(principal.displayName());
            case "serviceprincipalnames" -> names(principal);
            case "serviceprincipaltype" -> List.of(principal.resource().isEmpty() ? "Application" : "ManagedIdentity");
            case "alternativenames" -> principal.resource().stream().toList();
            default -> throw unsupported("Unsupported or invalid query filter clause specified for property '" + property
                    + "' of resource 'ServicePrincipal'.");
        };
    }

    private static Refusal unsupported(String message) {
        return Refusal.of(400, "Request_UnsupportedQuery", message);
    }
}
