package org.uid2chatops.azure;

import org.uid2chatops.config.Target;

/** Where the way into a target's cluster comes from. Thread-safe. */
public interface ClusterCredentials {

    /**
     * Returns the cluster's user kubeconfig, as YAML. It is a secret: never log or store it.
     *
     * @throws Exception what asking Azure met; {@link AzureDiagnosis} reads it
     */
    String kubeconfig(Target target) throws Exception;
}
