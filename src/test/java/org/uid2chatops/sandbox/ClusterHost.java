package org.uid2chatops.sandbox;

import java.util.List;

/** Where the simulated Azure has the API servers of its clusters run. */
public interface ClusterHost {

    /** Starts the API server of a cluster whose creation has just been accepted. Nodes appear when {@link Cluster#ready} is called. */
    Cluster create(Spec spec);

    /**
     * What the controllers know of a cluster.
     *
     * @param id its ARM id
     * @param target the target whose resource group it is in, or the group's name
     * @param kubernetesVersion e.g. {@code 1.34.9}
     * @param nodes how many nodes appear
     * @param principalId object id of the cluster's own identity, which wants to join load balancers to the subnet
     * @param kubeletObjectId object id of the kubelet identity, by which virtual nodes start container groups
     */
    record Spec(String id, String name, String target, String kubernetesVersion, String nodePool, String vmSize, int nodes, String subnetId,
            String resourceGroupId, String nodeResourceGroupId, String principalId, String kubeletObjectId) {
    }

    /** A running API server. */
    interface Cluster {

        /** The cluster is up: its nodes appear. */
        void ready();

        /** Returns the kubeconfig that {@code listClusterUserCredential} hands out, as YAML. */
        String kubeconfig();

        /** Returns the addresses of its nodes' names, for views. */
        List<String> nodeNames();

        /** The cluster is gone. */
        void delete();
    }
}
