package org.uid2chatops.bench;

import java.io.ByteArrayInputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.Sandbox;
import org.uid2chatops.testing.Owner;

/**
 * The guide's commands in their order, each waited for before the next, with what they silently need: the cluster's grant on its subnet, and
 * the writer's grant on the vault. A person's typing and the Azure CLI's own time, about a second a command, are not counted.
 */
record GuideSequence(Sandbox world, Path dir, Place place) {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(50);

    void run() throws Exception {
        var owner = new Owner(world.resourceManagerUrl(), world.authorityHost(), dir.resolve("ca.pem"));
        String group = "/subscriptions/" + Place.SUBSCRIPTION + "/resourceGroups/" + place.resourceGroup();
        String network = group + "/providers/Microsoft.Network/virtualNetworks/" + place.virtualNetwork();
        String cluster = group + "/providers/Microsoft.ContainerService/managedClusters/" + place.cluster();
        owner.make(group, json("{'location': 'eastus'}"));
        network(owner, group, network);
        owner.make(cluster, cluster(network));
        JsonNode made = owner.read(cluster);
        owner.grant(made.at("/identity/principalId").asString(), "ServicePrincipal", "Network Contributor", network + "/subnets/aks");
        String kubelet = made.at("/properties/identityProfile/kubeletidentity/objectId").asString();
        for (String scope : List.of("/subscriptions/" + Place.SUBSCRIPTION + "/resourceGroups/"
                + made.at("/properties/nodeResourceGroup").asString(), group)) {
            owner.grant(kubelet, "ServicePrincipal", "Contributor", scope);
        }
        String kubeconfig = new String(Base64.getDecoder().decode(owner.ask("POST", cluster + "/listClusterUserCredential", "")
                .at("/kubeconfigs/0/value").asString()), StandardCharsets.UTF_8);
        owner.register("Microsoft.ContainerInstance");
        try (var client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build()) {
            chart(client, kubeconfig);
            String identity = group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + place.managedIdentity();
            vault(owner, group, identity);
            operator(client, identity);
        }
    }

    private void network(Owner owner, String group, String network) {
        String base = group + "/providers/Microsoft.Network/";
        owner.make(network, json("{'location': 'eastus', 'properties': {'addressSpace': {'addressPrefixes': ['10.0.0.0/8']}}}"));
        owner.make(network + "/subnets/default", json("{'properties': {'addressPrefix': '10.0.0.0/24'}}"));
        owner.make(network + "/subnets/aks", json("{'properties': {'addressPrefix': '10.1.0.0/16'}}"));
        String delegated = "'addressPrefix': '10.2.0.0/16', 'delegations': [{'name': '0', 'properties': {'serviceName': "
                + "'Microsoft.ContainerInstance/containerGroups'}}]";
        owner.make(network + "/subnets/cg", json("{'properties': {" + delegated + "}}"));
        String address = base + "publicIPAddresses/" + place.publicIp();
        owner.make(address,
                json("{'location': 'eastus', 'sku': {'name': 'Standard'}, 'properties': {'publicIPAllocationMethod': 'Static'}}"));
        String nat = base + "natGateways/" + place.natGateway();
        owner.make(nat, json("{'location': 'eastus', 'sku': {'name': 'Standard'}, 'properties': {'idleTimeoutInMinutes': 4, "
                + "'publicIpAddresses': [{'id': '" + address + "'}]}}"));
        owner.make(network + "/subnets/cg", json("{'properties': {" + delegated + ", 'natGateway': {'id': '" + nat + "'}}}"));
    }

    private String cluster(String network) {
        return json("{'location': 'eastus', 'identity': {'type': 'SystemAssigned'}, 'properties': {'dnsPrefix': 'guide', "
                + "'kubernetesVersion': '1.34.9', 'enableRBAC': true, 'networkProfile': {'networkPlugin': 'azure', 'networkPolicy': 'calico', "
                + "'serviceCidr': '10.4.0.0/16', 'dnsServiceIP': '10.4.0.10', 'outboundType': 'loadBalancer', 'loadBalancerSku': 'standard'}, "
                + "'autoUpgradeProfile': {'upgradeChannel': 'patch'}, 'agentPoolProfiles': [{'name': 'oprnodepool', 'mode': 'System', "
                + "'type': 'VirtualMachineScaleSets', 'count': 2, 'enableAutoScaling': true, 'minCount': 2, 'maxCount': 5, 'osType': 'Linux', "
                + "'osSKU': 'Ubuntu', 'vmSize': 'Standard_D4d_v5', 'vnetSubnetID': '" + network + "/subnets/aks'}]}}");
    }

    private void chart(KubernetesClient client, String kubeconfig) {
        new Helm(dir.resolve("chart/virtualnode")).install().withName("virtualnode").withNamespace("default")
                .withKubeConfigContents(kubeconfig).call();
        await().until(() -> client.nodes().withName("virtualnode-0").get() != null);
    }

    private void vault(Owner owner, String group, String identity) throws Exception {
        String vault = group + "/providers/Microsoft.KeyVault/vaults/" + place.keyVault();
        owner.make(vault, json("{'location': 'eastus', 'properties': {'tenantId': '" + Place.TENANT + "', 'sku': {'family': 'A', 'name': "
                + "'standard'}, 'accessPolicies': [], 'enableRbacAuthorization': true, 'enablePurgeProtection': true}}"));
        owner.grant(Place.OBJECT_ID, "ServicePrincipal", "Key Vault Secrets Officer", vault);
        String key = Files.readString(dir.resolve("keys/operator-key-integ"));
        String secret = owner.read(vault).at("/properties/vaultUri").asString() + "secrets/" + place.keyVaultSecret();
        await().until(() -> owner.writeSecret(secret, key) == HttpURLConnection.HTTP_OK);
        owner.write(identity, json("{'location': 'eastus'}"));
        owner.grant(owner.read(identity).at("/properties/principalId").asString(), "ServicePrincipal", "Key Vault Secrets User", vault);
    }

    private void operator(KubernetesClient client, String identity) throws Exception {
        String manifest = Files.readString(dir.resolve("release/operator.yaml"));
        for (var value : Map.of("IDENTITY_PLACEHOLDER", identity, "VAULT_NAME_PLACEHOLDER", place.keyVault(),
                "OPERATOR_KEY_SECRET_NAME_PLACEHOLDER", place.keyVaultSecret(), "DEPLOYMENT_ENVIRONMENT_PLACEHOLDER", "integ").entrySet()) {
            manifest = manifest.replace(value.getKey(), value.getValue());
        }
        client.load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8))).items()
                .forEach(item -> client.resource(item).inNamespace("default").create());
        await().until(
                () -> Integer.valueOf(3).equals(client.apps().deployments().inNamespace("default").withName("operator-deployment").get()
                        .getStatus().getReadyReplicas()));
        var service = client.services().inNamespace("default").withName("operator-svc");
        await().until(() -> !service.get().getStatus().getLoadBalancer().getIngress().isEmpty());
        String address = service.get().getStatus().getLoadBalancer().getIngress().getFirst().getIp();
        URI through = URI.create(world.healthProxy());
        var proxy = new Proxy(Proxy.Type.HTTP, new InetSocketAddress(through.getHost(), through.getPort()));
        await().until(() -> ((HttpURLConnection) URI.create("http://" + address + "/ops/healthcheck").toURL().openConnection(proxy))
                .getResponseCode() == HttpURLConnection.HTTP_OK);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(LOOK).ignoreExceptions();
    }

    private static String json(String withApostrophes) {
        return withApostrophes.replace('\'', '"');
    }
}
