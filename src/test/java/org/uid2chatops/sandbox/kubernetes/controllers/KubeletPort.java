package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.Optional;

import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.LocalServer;

/**
 * Where an API server that is not the sandbox's asks for the logs of containers: the kubelet's {@code /containerLogs},
 * one for all nodes of the cluster. It asks nobody who he is, and nothing but a loopback address leads to it. Source:
 * Kubernetes, {@code pkg/kubelet/server}.
 */
final class KubeletPort implements AutoCloseable {

    private final View view;
    private final ContainerLogs logs;
    private final LocalServer server;

    KubeletPort(Ca ca, View view, ContainerLogs logs) {
        this.view = view;
        this.logs = logs;
        server = LocalServer.tls(0, ca, LocalServer.serving(this::answer));
    }

    int port() {
        return server.port();
    }

    private Answer answer(Call call) {
        String[] path = call.path().split("/");
        if (path.length != 5 || !path[1].equals("containerLogs")) {
            return Answer.text(404, "text/plain", "404 page not found");
        }
        String name = path[3];
        String container = path[4];
        boolean previous = call.parameter("previous").filter("true"::equals).isPresent();
        Optional<String> text = view.pods.all().stream()
                .filter(pod -> pod.getMetadata().getNamespace().equals(path[2]) && pod.getMetadata().getName().equals(name)).findFirst()
                .flatMap(pod -> logs.of(pod.getMetadata().getUid(), container, previous));
        int tail = call.parameter("tailLines").map(Integer::parseInt).orElse(Integer.MAX_VALUE);
        return text.map(log -> Answer.text(200, "text/plain", ContainerLogs.last(log, tail)))
                .orElseGet(() -> Answer.text(400, "text/plain", previous
                        ? "previous terminated container \"" + container + "\" in pod \"" + name + "\" not found"
                        : "container \"" + container + "\" in pod \"" + name + "\" is waiting to start: ContainerCreating"));
    }

    @Override
    public void close() {
        server.close();
    }
}
