package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.azure.Directory.Principal;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.Endpoint;

/**
 * Microsoft Graph, as far as clients look service principals up in it: the directory is read only, and holds no users, groups or
 * applications. Source: Microsoft Graph's reference of {@code servicePrincipal} and {@code directoryObject: getByIds}.
 */
final class Graph implements Endpoint {

    private static final Pattern PATH = Pattern.compile("/(?:v1\\.0|beta)/(\\w+)(?:/([-0-9a-zA-Z]+)|\\((\\w+)='([^']*)'\\))?");
    private static final String UNSUPPORTED = "Request_UnsupportedQuery";
    private static final ODataFilter<Principal> FILTER = new ODataFilter<>(UNSUPPORTED, Graph::values);
    private static final String TYPE = "#microsoft.graph.servicePrincipal";

    private final Cloud cloud;
    private final Tokens tokens;
    private final String self;

    /** @param self the address it is served at, without a slash at the end */
    Graph(Cloud cloud, Tokens tokens, String self) {
        this.cloud = cloud;
        this.tokens = tokens;
        this.self = self;
    }

    @Override
    public Answer answer(Call call) {
        try {
            authenticate(call);
            Matcher path = PATH.matcher(call.path());
            if (!path.matches()) {
                throw Refusal.of(400, "BadRequest", "Resource not found for the segment '" + call.path() + "'.");
            }
            return cloud.locked(() -> Answer.json(200, answer(call, path)));
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private ObjectNode answer(Call call, Matcher path) {
        String key = Optional.ofNullable(path.group(2)).orElse("");
        return switch (call.method() + " " + path.group(1)) {
            case "GET servicePrincipals" -> path.group(3) != null
                    ? one(path.group(4), principals().filter(FILTER.of(path.group(3) + " eq '" + path.group(4) + "'")))
                    : key.isEmpty()
                            ? listed("servicePrincipals", principals().filter(FILTER.of(call.parameter("$filter").orElse(""))))
                            : one(key, principals().filter(found -> found.objectId().equalsIgnoreCase(key)));
            case "GET directoryObjects" -> typed(one(key, principals().filter(found -> found.objectId().equalsIgnoreCase(key))));
            case "POST directoryObjects" -> byIds(key, Json.body(call.body()));
            case "GET users", "GET groups", "GET applications" -> key.isEmpty()
                    ? listed(path.group(1), Stream.empty())
                    : one(key, Stream.empty());
            case "GET me" -> throw Refusal.of(400, "BadRequest", "/me request is only valid with delegated authentication flow.");
            default -> throw Refusal.of(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
        };
    }

    private void authenticate(Call call) {
        String header = call.header("authorization").orElse("");
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw unauthorized("Access token is empty.");
        }
        Tokens.Caller caller = tokens.read(header.substring(7).strip())
                .orElseThrow(() -> unauthorized("Access token validation failure. Invalid signature."));
        if (tokens.expired(caller)) {
            throw unauthorized("Lifetime validation failed, the token is expired.");
        }
        if (!List.of(self, "https://graph.microsoft.com").contains(Audiences.bare(caller.audience()))) {
            throw unauthorized("Access token validation failure. Invalid audience.");
        }
    }

    private static Refusal unauthorized(String message) {
        return Refusal.of(401, "InvalidAuthenticationToken", message);
    }

    private Stream<Principal> principals() {
        return cloud.directory().replicated(cloud.now()).stream();
    }

    private static ObjectNode one(String id, Stream<Principal> found) {
        return found.findFirst().map(Graph::shown).orElseThrow(() -> Refusal.of(404, "Request_ResourceNotFound",
                "Resource '" + id + "' does not exist or one of its queried reference-property objects are not present."));
    }

    private ObjectNode listed(String kind, Stream<Principal> found) {
        ObjectNode list = Json.object().put("@odata.context", self + "/v1.0/$metadata#" + kind);
        list.putArray("value").addAll(found.map(Graph::shown).toList());
        return list;
    }

    private ObjectNode byIds(String action, ObjectNode asked) {
        if (!action.equalsIgnoreCase("getByIds")) {
            throw Refusal.of(400, "BadRequest", "Resource not found for the segment '" + action + "'.");
        }
        List<String> ids = asked.path("ids").valueStream().map(id -> id.stringValue("")).toList();
        List<String> types = asked.path("types").valueStream().map(type -> type.stringValue("")).toList();
        boolean wanted = types.isEmpty() || types.contains("servicePrincipal") || types.contains("directoryObject");
        List<? extends JsonNode> found = principals()
                .filter(principal -> wanted && ids.stream().anyMatch(principal.objectId()::equalsIgnoreCase))
                .map(Graph::shown).map(Graph::typed).toList();
        ObjectNode list = Json.object().put("@odata.context", self + "/v1.0/$metadata#directoryObjects");
        list.putArray("value").addAll(found);
        return list;
    }

    private static ObjectNode typed(ObjectNode principal) {
        return principal.put("@odata.type", TYPE);
    }

    private static ObjectNode shown(Principal principal) {
        ObjectNode shown = Json.object().put("id", principal.objectId()).put("appId", principal.clientId())
                .put("displayName", principal.displayName()).put("appDisplayName", principal.resource().isEmpty()
                        ? principal.displayName()
                        : null)
                .put("appOwnerOrganizationId", Place.TENANT).put("accountEnabled", true)
                .put("servicePrincipalType", type(principal));
        names(principal).forEach(shown.putArray("servicePrincipalNames")::add);
        var alternative = shown.putArray("alternativeNames");
        principal.resource().ifPresent(id -> alternative
                .add("isExplicit=" + (ArmId.key(id).contains("/userassignedidentities/") ? "True" : "False")).add(id));
        return shown;
    }

    /** Returns the names by which a service principal is found. */
    private static List<String> names(Principal principal) {
        return List.of(principal.clientId());
    }

    private static List<String> values(Principal principal, String property) {
        return switch (property.toLowerCase(Locale.ROOT)) {
            case "id" -> List.of(principal.objectId());
            case "appid" -> List.of(principal.clientId());
            case "displayname" -> List.of(principal.displayName());
            case "serviceprincipalnames" -> names(principal);
            case "serviceprincipaltype" -> List.of(type(principal));
            case "alternativenames" -> principal.resource().stream().toList();
            default -> throw ODataFilter.refused(UNSUPPORTED, property);
        };
    }

    private static String type(Principal principal) {
        return principal.resource().isEmpty() ? "Application" : "ManagedIdentity";
    }
}
