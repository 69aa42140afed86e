package org.uid2chatops.sandbox.azure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.CutConnection;

/** The faults that strike any call to ARM, Entra or a vault, and those of single resources. */
final class AzureFaults {

    private static final String AIM_METHOD = "only requests with this method, e.g. PUT";
    private static final String AIM_PATH = "only requests whose path and query hold this text, in any case";

    private static final String WHEN = "when";

    private final Faults faults;
    private final Pacing pacing;

    AzureFaults(Faults faults, Pacing pacing) {
        this.faults = faults;
        this.pacing = pacing;
        declare("azure.throttled", "a call is answered 429 SubscriptionRequestsThrottled with Retry-After",
                Map.of("retryAfter", "simulated seconds to stay away, 30 if not given"));
        declare("azure.server-error", "a call is answered with a 5xx", Map.of("status", "503 if not given"));
        declare("azure.reset", "the connection is closed without an answer",
                Map.of(WHEN, "before (the request has no effect: the default) or after (it has)"));
        declare("azure.error", "a call is answered with an error of ARM's form",
                Map.of("status", "409 if not given", "code", "e.g. RequestDisallowedByPolicy", "message", "its text"));
        declare("azure.provisioning-failed",
                "a PUT is accepted and ends in provisioningState Failed; it strikes clusters unless aimed elsewhere",
                Map.of("code", "e.g. ErrCode_InsufficientVCPUQuota", "message", "its text"));
    }

    /** Returns the answer of a fault that strikes this call, or throws {@link CutConnection}. */
    Optional<Answer> strike(Call call, String target) {
        Predicate<Map<String, Object>> aim = parameters -> aimedAt(parameters, call);
        if (faults.take("azure.reset", target, aim.and(parameters -> !cutsAfterwards(parameters))).isPresent()) {
            throw new CutConnection();
        }
        return faults.take("azure.throttled", target, aim).map(this::throttled)
                .or(() -> faults.take("azure.server-error", target, aim).map(AzureFaults::serverError))
                .or(() -> faults.take("azure.error", target, aim)
                        .map(parameters -> Refusal.of(number(parameters, "status", 409), text(parameters, "code", "Conflict"),
                                text(parameters, "message", "The sandbox was told to refuse this.")).answer()));
    }

    /** Throws {@link CutConnection} if the answer to a call that took effect is to be lost. */
    void strikeAfter(Call call, String target) {
        if (faults.take("azure.reset", target, parameters -> cutsAfterwards(parameters) && aimedAt(parameters, call)).isPresent()) {
            throw new CutConnection();
        }
    }

    private static boolean cutsAfterwards(Map<String, Object> parameters) {
        return text(parameters, WHEN, "before").equals("after");
    }

    /** Returns the error with which a PUT that is being accepted will end. */
    Optional<ObjectNode> provisioningError(Call call, String target, boolean cluster) {
        return faults.take("azure.provisioning-failed", target,
                parameters -> (cluster || parameters.containsKey("path")) && aimedAt(parameters, call))
                .map(parameters -> Json.object().put("code", text(parameters, "code", "InternalServerError")).put("message",
                        text(parameters, "message", "The sandbox was told to fail this.")));
    }

    private Answer throttled(Map<String, Object> parameters) {
        int seconds = number(parameters, "retryAfter", 30);
        return pacing.retryAfter(Refusal.of(429, "SubscriptionRequestsThrottled",
                "Number of requests for subscription '" + Place.SUBSCRIPTION
                        + "' exceeded the limit. Please try again after '" + seconds + "' seconds.")
                .answer(), seconds);
    }

    private static Answer serverError(Map<String, Object> parameters) {
        int status = number(parameters, "status", 503);
        return (status == 503
                ? Refusal.of(503, "ServerUnavailable", "The service is temporarily unavailable. Please try again later.")
                : Refusal.of(status, "InternalServerError", "Encountered internal server error.")).answer();
    }

    private void declare(String fault, String does, Map<String, String> own) {
        var parameters = new LinkedHashMap<String, String>(own);
        parameters.put("method", AIM_METHOD);
        parameters.put("path", AIM_PATH);
        faults.declare(new Faults.Available(fault, does, parameters));
    }

    private static boolean aimedAt(Map<String, Object> parameters, Call call) {
        return text(parameters, "method", call.method()).equalsIgnoreCase(call.method())
                && call.rawPathAndQuery().toLowerCase(Locale.ROOT).contains(text(parameters, "path", "").toLowerCase(Locale.ROOT));
    }

    private static String text(Map<String, Object> parameters, String name, String otherwise) {
        Object value = parameters.get(name);
        return value == null ? otherwise : value.toString();
    }

    private static int number(Map<String, Object> parameters, String name, int otherwise) {
        return parameters.get(name) instanceof Number number ? number.intValue() : Integer.parseInt(text(parameters, name, "" + otherwise));
    }
}
