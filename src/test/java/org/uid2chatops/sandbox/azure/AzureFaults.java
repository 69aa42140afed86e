package org.uid2chatops.sandbox.azure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.fault.DeliveryFaults;
import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.fault.Parameters;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.CutConnection;

/** The faults that strike any call to ARM, Entra or a vault, and those of single resources. */
final class AzureFaults implements AutoCloseable {

    private static final String WHEN = "when";

    private final Faults faults;
    private final Pacing pacing;
    private final DeliveryFaults delivery;

    AzureFaults(Faults faults, Pacing pacing) {
        this.faults = faults;
        this.pacing = pacing;
        this.delivery = new DeliveryFaults(faults, pacing.clock(), "azure");
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

    /** Returns the answer of a fault that strikes this call in place of the service's, may wait first, or throws {@link CutConnection}. */
    Optional<Answer> strike(Call call, String target) throws InterruptedException {
        Predicate<Parameters> aim = parameters -> parameters.aimedAt(call);
        if (faults.taken("azure.reset", target, aim.and(parameters -> !cutsAfterwards(parameters))).isPresent()) {
            throw new CutConnection();
        }
        Optional<Answer> struck = faults.taken("azure.throttled", target, aim).map(parameters -> throttled(parameters, call))
                .or(() -> faults.taken("azure.server-error", target, aim).map(AzureFaults::serverError))
                .or(() -> faults.taken("azure.error", target, aim).map(parameters -> Refusal.of(parameters.number("status", 409),
                        parameters.text("code", "Conflict"), parameters.text("message", "The sandbox was told to refuse this.")).answer()));
        return struck.isPresent() ? struck : delivery.before(call, target);
    }

    /** Returns what becomes of the answer to a call that took effect, or throws {@link CutConnection} if it is to be lost. */
    Answer strikeAfter(Call call, String target, Answer answer) throws InterruptedException {
        if (faults.taken("azure.reset", target, parameters -> cutsAfterwards(parameters) && parameters.aimedAt(call)).isPresent()) {
            throw new CutConnection();
        }
        return delivery.after(call, target, answer);
    }

    /** Lets no answer wait any longer. */
    @Override
    public void close() {
        delivery.close();
    }

    private static boolean cutsAfterwards(Parameters parameters) {
        return parameters.text(WHEN, "before").equals("after");
    }

    /** Returns the error with which a PUT that is being accepted will end. */
    Optional<ObjectNode> provisioningError(Call call, String target, boolean cluster) {
        return faults.taken("azure.provisioning-failed", target,
                parameters -> (cluster || parameters.has("path")) && parameters.aimedAt(call))
                .map(parameters -> Json.object().put("code", parameters.text("code", "InternalServerError")).put("message",
                        parameters.text("message", "The sandbox was told to fail this.")));
    }

    private Answer throttled(Parameters parameters, Call call) {
        int seconds = parameters.number("retryAfter", 30);
        return pacing.retryAfter(Refusal.of(429, "SubscriptionRequestsThrottled",
                "Number of requests for subscription '" + Place.SUBSCRIPTION
                        + "' and operation '" + operation(call) + "' exceeded the backend storage limit. Please try again after '" + seconds
                        + "' seconds.")
                .answer(), seconds);
    }

    /** Returns the method and the types of a call's path, as the message names them. Source: users' reports. */
    private static String operation(Call call) {
        String[] segments = call.path().replaceFirst("^/", "").split("/");
        var types = new StringBuilder(call.method());
        for (int i = 0; i < segments.length; i += 2) {
            types.append('/').append(segments[i]);
            if (segments[i].equalsIgnoreCase("providers") && i + 1 < segments.length) {
                types.append('/').append(segments[i + 1]);
            }
        }
        return types.toString().toUpperCase(Locale.ROOT);
    }

    private static Answer serverError(Parameters parameters) {
        int status = parameters.number("status", 503);
        return (status == 503
                ? Refusal.of(503, "ServerUnavailable", "The service is temporarily unavailable. Please try again later.")
                : Refusal.of(status, "InternalServerError", "Encountered internal server error.")).answer();
    }

    private void declare(String fault, String does, Map<String, String> own) {
        var parameters = new LinkedHashMap<String, String>(own);
        parameters.put("method", Parameters.METHOD);
        parameters.put("path", Parameters.PATH);
        faults.declare(new Faults.Available(fault, does, parameters));
    }
}
