package org.uid2chatops.sandbox.kubernetes.api;

import java.util.Optional;

/** Where the API server gets the logs of containers, as it asks the kubelet. */
@FunctionalInterface
public interface PodLogs {

    /**
     * Returns a container's log.
     *
     * @param previous whether that of the run before is wanted
     * @return empty if that container has never run
     */
    Optional<String> of(String podUid, String container, boolean previous);
}
