package org.uid2chatops.sandbox.kubernetes;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.sandbox.fault.DeliveryFaults;
import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.CutConnection;
import org.uid2chatops.sandbox.time.SimulatedClock;

/** The faults of this part of the world. */
final class ClusterFaults implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> WHICH = Map.of("method", "only requests with that method", "path",
            "only requests whose path contains that");
    private final Faults faults;
    private final DeliveryFaults delivery;

    ClusterFaults(Faults faults, SimulatedClock clock) {
        this.faults = faults;
        this.delivery = new DeliveryFaults(faults, clock, "kubernetes");
        faults.declare(new Faults.Available("kubernetes.server-error", "the API server answers with an error",
                Map.of("status", "of the answer, 500 if not given", "method", "only requests with that method", "path",
                        "only requests whose path contains that")));
        faults.declare(new Faults.Available("kubernetes.reset", "the API server cuts the connection once it has read the request", WHICH));
        faults.declare(new Faults.Available("kubernetes.unreachable", "the API server takes no request at all", Map.of()));
        faults.declare(new Faults.Available("operator.unhealthy", "the operator's health check answers 503",
                Map.of("reason", "the body of the answer")));
    }

    /** Returns the answer of a fault that is on, cuts the connection if that is the fault, or returns empty. */
    Optional<Answer> ofApiServer(Call call, String target) throws InterruptedException {
        if (faults.take("kubernetes.unreachable", target).isPresent()
                || faults.take("kubernetes.reset", target, fits(call)).isPresent()) {
            throw new CutConnection();
        }
        Optional<Answer> error = serverError(call, target);
        return error.isPresent() ? error : delivery.before(call, target);
    }

    /** Returns what becomes of an answer on its way. */
    Answer delivered(Call call, String target, Answer answer) throws InterruptedException {
        return delivery.after(call, target, answer);
    }

    @Override
    public void close() {
        delivery.close();
    }

    private Optional<Answer> serverError(Call call, String target) {
        return faults.take("kubernetes.server-error", target, fits(call)).map(parameters -> {
            int status = Integer.parseInt(String.valueOf(parameters.getOrDefault("status", 500)));
            var body = JSON.createObjectNode().put("kind", "Status").put("apiVersion", "v1").put("status", "Failure");
            body.putObject("metadata");
            body.put("message", status == 503
                    ? "the server is currently unable to handle the request"
                    : "Internal error occurred: etcdserver: request timed out");
            body.put("reason", status == 503 ? "ServiceUnavailable" : status == 429 ? "TooManyRequests" : "InternalError").put("code",
                    status);
            Answer answer = Answer.text(status, "application/json", body.toString());
            return status == 429 ? answer.with("Retry-After", "1") : answer;
        });
    }

    private static Predicate<Map<String, Object>> fits(Call call) {
        return parameters -> call.method().equalsIgnoreCase(String.valueOf(parameters.getOrDefault("method", call.method())))
                && call.path().contains(String.valueOf(parameters.getOrDefault("path", "")));
    }

    /** Returns why the operator says it is unhealthy, if it does. */
    Optional<String> ofOperator(String target) {
        return faults.take("operator.unhealthy", target)
                .map(parameters -> String.valueOf(parameters.getOrDefault("reason", "Unhealthy: salts have expired")));
    }
}
