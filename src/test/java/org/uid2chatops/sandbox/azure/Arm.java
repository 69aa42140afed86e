package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.regex.Pattern;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.Endpoint;
import org.uid2chatops.sandbox.time.Patience;

/** Azure Resource Manager: who asks, for what, and which provider answers. */
final class Arm implements Endpoint {

    private static final Pattern IN_SUBSCRIPTION = Pattern.compile("/subscriptions/([^/]+).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern TYPE = Pattern.compile(".*/providers/([^/]+/[^/]+).*", Pattern.CASE_INSENSITIVE);

    private final Cloud cloud;
    private final Tokens tokens;
    private final Routes routes;
    private final Gateway gateway;
    private final Patience patience;
    private final CloudMetadata metadata;
    private final String self;
    private final String authorityHost;

    Arm(Cloud cloud, Tokens tokens, Routes routes, Gateway gateway, CloudMetadata metadata, String self, String authorityHost) {
        this.cloud = cloud;
        this.tokens = tokens;
        this.routes = routes;
        this.gateway = gateway;
        this.patience = new Patience(cloud.clock());
        this.metadata = metadata;
        this.self = self;
        this.authorityHost = authorityHost;
    }

    @Override
    public Answer answer(Call received) throws InterruptedException {
        // Generated clients leave two slashes where a parent resource could stand
        Call call = received.at(received.path().replaceAll("/{2,}", "/"));
        if (call.path().equals("/metadata/endpoints")) {
            return Answer.json(200, metadata.of(call.parameter("api-version").orElse("")));
        }
        try {
            Tokens.Caller caller = authenticated(call);
            wantApiVersion(call);
            wantSubscription(call.path());
            var route = routes.find(call.method(), call.path()).orElseThrow(() -> unknown(call));
            Reply reply = cloud.locked(() -> {
                var admitted = new ArmCall(call, route.names(), caller, cloud.now());
                gateway.admit(admitted);
                return route.handler().answer(admitted);
            });
            patience.until(reply.notBefore());
            return reply.answer();
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private Tokens.Caller authenticated(Call call) {
        String header = call.header("authorization").orElse("");
        if (header.isEmpty()) {
            throw unauthorized("AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
        }
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw unauthorized("AuthenticationFailedInvalidHeader",
                    "Authentication failed. The 'Authorization' header is provided in an invalid format.");
        }
        Tokens.Caller caller = tokens.read(header.substring(7).strip())
                .orElseThrow(() -> unauthorized("InvalidAuthenticationToken", "The access token is invalid."));
        if (tokens.expired(caller)) {
            throw unauthorized("ExpiredAuthenticationToken",
                    "The access token expiry UTC time '" + caller.expires() + "' is earlier than current UTC time.");
        }
        String audience = caller.audience().replaceFirst("/+$", "");
        if (!List.of("https://management.azure.com", "https://management.core.windows.net", self).contains(audience)) {
            throw unauthorized("InvalidAuthenticationTokenAudience", "The access token has been obtained for wrong audience or resource '"
                    + caller.audience()
                    + "'. It should exactly match with one of the allowed audiences 'https://management.core.windows.net/',"
                    + "'https://management.core.windows.net','https://management.azure.com/','https://management.azure.com'.");
        }
        return caller;
    }

    private Refusal unauthorized(String code, String message) {
        return Refusal.of(401, code, message).with("WWW-Authenticate", "Bearer authorization_uri=\"" + authorityHost + Place.TENANT
                + "\", error=\"invalid_token\", error_description=\"" + message + "\"");
    }

    private static void wantApiVersion(Call call) {
        String version = call.parameter("api-version").orElse("");
        if (version.isEmpty()) {
            throw Refusal.of(400, "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        if (!version.matches("\\d{4}-\\d{2}-\\d{2}(-preview)?")) {
            throw Refusal.of(400, "InvalidApiVersionParameter", "The api-version '" + version + "' is invalid.");
        }
    }

    private static void wantSubscription(String path) {
        var in = IN_SUBSCRIPTION.matcher(path);
        if (in.matches() && !in.group(1).equalsIgnoreCase(Place.SUBSCRIPTION)) {
            throw GUID.matcher(in.group(1)).matches()
                    ? Refusal.of(404, "SubscriptionNotFound", "The subscription '" + in.group(1) + "' could not be found.")
                    : Refusal.of(400, "InvalidSubscriptionId",
                            "The provided subscription identifier '" + in.group(1) + "' is malformed or invalid.");
        }
    }

    private Refusal unknown(Call call) {
        if (routes.knows(call.path())) {
            return Refusal.of(405, "MethodNotAllowed",
                    "The HTTP method '" + call.method() + "' is not supported at scope '" + call.path() + "'.");
        }
        var type = TYPE.matcher(call.path());
        return type.matches()
                ? Refusal.of(404, "InvalidResourceType", "The resource type '" + type.group(1) + "' could not be found in this sandbox.")
                : Refusal.of(404, "NotFound", "The requested path '" + call.path() + "' is not known to this sandbox.");
    }
}
