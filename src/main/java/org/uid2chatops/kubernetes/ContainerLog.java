package org.uid2chatops.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** The end of a container's log. */
final class ContainerLog {

    private ContainerLog() {
    }

    /**
     * Returns its last lines; empty while there are none to be had.
     *
     * @param previous whether of the container's run before this one
     * @throws KubernetesClientException if the API server is away, or refuses
     */
    static String of(KubernetesClient client, String namespace, String pod, String container, int lines, boolean previous) {
        // Otherwise the client waits for the pod to become ready, which is just what it does not do.
        var logs = client.pods().inNamespace(namespace).withName(pod).inContainer(container).withReadyWaitTimeout(0);
        try {
            String log = (previous ? logs.terminated().tailingLines(lines) : logs.tailingLines(lines)).getLog();
            return log == null ? "" : log;
        } catch (KubernetesClientException none) {
            // A container that has not started has no log (400, 404); a virtual node that is busy cannot fetch it (5xx).
            if (none.getCode() == 401 || none.getCode() == 403 || none.getCode() == 0) {
                throw none;
            }
            return "";
        }
    }
}
