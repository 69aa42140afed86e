package org.uid2chatops.sandbox;

import java.time.Instant;
import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

/** What clusters ask of the simulated Azure. Ids are compared without case. */
public interface AzureFacts {

    /** Returns whether the principal (an object id) holds that role (its name) at the scope or above it, in effect by now. */
    boolean holdsRole(String principalId, String roleName, String scope);

    /** Returns a resource as {@code GET} would answer it. */
    Optional<ObjectNode> resource(String id);

    boolean providerRegistered(String namespace);

    /** Reads a vault's secret as the user-assigned identity with that resource id would. */
    SecretRead readSecret(String identityResourceId, String vaultName, String secretName);

    /** Makes (or finds) the load balancer's public address named {@code kubernetes-…} in the cluster's node resource group. */
    String publicAddress(String clusterId, String serviceUid);

    /**
     * Starts the confidential container group of a pod on a virtual node of a cluster, if it does not run yet.
     *
     * @return why Azure refuses it, or empty
     */
    default Optional<String> startContainerGroup(String clusterId, String podUid, String name, double cores) {
        return Optional.empty();
    }

    /** Something in a cluster took from then to now, as simulated instants: it goes into the timeline. */
    default void happened(String clusterId, String event, String object, Instant start, Instant end) {
    }

    /** The pod of a container group is gone. */
    default void endContainerGroup(String podUid) {
    }

    /** What reading a secret came to. */
    sealed interface SecretRead {
        record Value(String value) implements SecretRead {
        }

        record Forbidden(String body) implements SecretRead {
        }

        record NotFound(String body) implements SecretRead {
        }

        /** There is no such identity, so there is no token. */
        record NoToken() implements SecretRead {
        }

        /** The vault's host name does not resolve. */
        record NoVault() implements SecretRead {
        }
    }
}
