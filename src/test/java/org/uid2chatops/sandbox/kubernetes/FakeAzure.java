package org.uid2chatops.sandbox.kubernetes;

import java.util.Optional;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.AzureFacts;

/** An Azure in which everything is as the guide wants it, until a test says otherwise. */
final class FakeAzure implements AzureFacts {

    volatile boolean nodeGroupGranted = true;
    volatile boolean mayJoin = true;
    volatile boolean nat = true;
    volatile Optional<String> groupRefused = Optional.empty();
    volatile SecretRead secret = new SecretRead.Value("UID2-O-I-1001-abcdef");

    @Override
    public boolean holdsRole(String principalId, String roleName, String scope) {
        return switch (principalId) {
            case "kubelet-object" -> roleName.equals("Contributor") && (nodeGroupGranted || !scope.contains("MC_"));
            case "cluster-principal" -> roleName.equals("Network Contributor") && mayJoin;
            default -> false;
        };
    }

    @Override
    public Optional<ObjectNode> resource(String id) {
        if (!id.endsWith("/subnets/cg")) {
            return Optional.empty();
        }
        var subnet = new JsonMapper().createObjectNode().put("id", id);
        var properties = subnet.putObject("properties");
        properties.putArray("delegations").addObject().putObject("properties").put("serviceName",
                "Microsoft.ContainerInstance/containerGroups");
        if (nat) {
            properties.putObject("natGateway").put("id", "/nat");
        }
        return Optional.of(subnet);
    }

    @Override
    public boolean providerRegistered(String namespace) {
        return true;
    }

    @Override
    public SecretRead readSecret(String identityResourceId, String vaultName, String secretName) {
        return secret;
    }

    @Override
    public Optional<String> startContainerGroup(String clusterId, String podUid, String name, double cores) {
        return groupRefused;
    }

    @Override
    public String publicAddress(String clusterId, String serviceUid) {
        return "20.1.2.3";
    }
}
