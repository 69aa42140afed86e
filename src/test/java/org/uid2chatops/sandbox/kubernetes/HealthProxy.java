package org.uid2chatops.sandbox.kubernetes;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

import org.uid2chatops.sandbox.kubernetes.controllers.Controllers.Health;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.LocalServer;

/** The forward proxy by which the made-up public addresses of services are reached. */
final class HealthProxy implements AutoCloseable {

    private final Supplier<Collection<SimulatedCluster>> clusters;
    private final ClusterFaults faults;
    private final LocalServer server;

    HealthProxy(Supplier<Collection<SimulatedCluster>> clusters, ClusterFaults faults) {
        this.clusters = clusters;
        this.faults = faults;
        server = LocalServer.plain(0, LocalServer.serving(this::answer));
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    private Answer answer(Call call) {
        String address = call.header("Host").orElse("").split(":", 2)[0];
        for (SimulatedCluster cluster : clusters.get()) {
            Optional<Health> health = cluster.controllers().health(address);
            if (health.isPresent()) {
                return ofOperator(call, cluster.target(), health.get());
            }
        }
        return Answer.text(504, "text/plain", "nothing listens at " + address);
    }

    private Answer ofOperator(Call call, String target, Health health) {
        if (!call.path().equals("/ops/healthcheck") || !call.method().equals("GET")) {
            return Answer.text(404, "text/html", "<html><body><h1>Resource not found</h1></body></html>");
        }
        Optional<String> reason = faults.ofOperator(target).or(health::problem);
        return reason.map(text -> Answer.text(503, "text/plain", text)).orElseGet(() -> Answer.text(200, "text/plain", "OK"));
    }

    @Override
    public void close() {
        server.close();
    }
}
