package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.Map;

import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;

/** The status that a node's kubelet reports. */
final class NodeStatuses {

    private NodeStatuses() {
    }

    static NodeStatus ready(World world, Map<String, Quantity> room, String name, String address, String kubelet) {
        return addressed(world, name, address).withCapacity(room).withAllocatable(room).addNewCondition().withType("Ready")
                .withStatus("True").withReason("KubeletReady").withMessage("kubelet is posting ready status")
                .withLastHeartbeatTime(world.now()).withLastTransitionTime(world.now()).endCondition().withNewNodeInfo()
                .withKubeletVersion(kubelet).withKubeProxyVersion(kubelet).withOperatingSystem("linux").withArchitecture("amd64")
                .withOsImage("Ubuntu 22.04.5 LTS").withKernelVersion("5.15.0-1084-azure").withContainerRuntimeVersion("containerd://1.7.27")
                .withBootID("").withMachineID("").withSystemUUID("").endNodeInfo().build();
    }

    /** An API server elsewhere asks the kubelet for logs, by its address (a host name first, so there is none then) and its port. */
    private static NodeStatusBuilder addressed(World world, String name, String address) {
        return world.kubelet()
                .map(kubelet -> new NodeStatusBuilder().addNewAddress().withType("InternalIP").withAddress("127.0.0.1").endAddress()
                        .withNewDaemonEndpoints().withNewKubeletEndpoint(kubelet.port()).endDaemonEndpoints())
                .orElseGet(() -> new NodeStatusBuilder().addNewAddress().withType("InternalIP").withAddress(address).endAddress()
                        .addNewAddress().withType("Hostname").withAddress(name).endAddress());
    }
}
