package org.uid2chatops.sandbox.azure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.ClusterHost;
import org.uid2chatops.sandbox.azure.Latencies.Service;

/** Managed clusters: created, changed and deleted with Azure-AsyncOperation alone, and no word on how long to wait. */
final class ManagedClusters extends ResourceType {

    static final String TYPE = "Microsoft.ContainerService/managedClusters";
    private static final String NAMESPACE = "Microsoft.ContainerService";

    private final Services services;
    private final ManagedIdentities identities;
    private final PublicIps addresses;
    private final ClusterHosting hosting;
    private final ClusterRules rules;
    private final ClusterChanges changes;
    private final ClusterQuota quota;
    private final ClusterIdentity identity;
    private final ClusterBody bodies;

    ManagedClusters(Services services, ManagedIdentities identities, PublicIps addresses, ClusterHosting hosting) {
        super(services.cloud(), services.groups(), NAMESPACE, "managedClusters");
        this.services = services;
        this.identities = identities;
        this.addresses = addresses;
        this.hosting = hosting;
        this.rules = new ClusterRules(services);
        this.changes = new ClusterChanges(services.versions());
        this.quota = new ClusterQuota(services.usages());
        this.identity = new ClusterIdentity(services.cloud());
        this.bodies = new ClusterBody(services.cloud().guids(), services.versions(), identity);
        services.groups().beforeRemoval(resource -> {
            if (resource.type().equals(TYPE)) {
                dismantle(resource);
            }
        });
    }

    @Override
    void register(Routes routes) {
        super.register(routes);
        String cluster = groupTemplate() + "/providers/" + TYPE + "/{name}";
        routes.on("POST", cluster + "/listClusterUserCredential", call -> credential(call, "clusterUser"));
        routes.on("POST", cluster + "/listClusterAdminCredential", call -> credential(call, "clusterAdmin"));
        routes.on("GET", cluster + "/upgradeProfiles/default", call -> Reply.of(200, upgradeProfile(existing(call))).plain());
        routes.on("GET", cluster + "/agentPools", call -> Reply.of(200,
                Json.list(existing(call).properties().path("agentPoolProfiles").valueStream().map(pool -> pool(existing(call), pool))
                        .toList())));
    }

    @Override
    Reply shown(Resource cluster) {
        return super.shown(cluster).plain();
    }

    @Override
    String idOf(String group, String name) {
        return ArmId.SUBSCRIPTION + "/resourcegroups/" + group + "/providers/" + TYPE + "/" + name;
    }

    @Override
    Reply put(Put put) {
        Resource before = put.before();
        if (before != null) {
            wantIdle(before, put.call());
        }
        ObjectNode made = bodies.make(put);
        rules.check(put, made);
        if (before == null) {
            quota.check(put.location(), made.withObjectProperty("properties"), null);
            return create(put, made);
        }
        changes.check(before, made);
        quota.check(put.location(), made.withObjectProperty("properties"), before.properties());
        boolean upgrade = !Json.text(before.properties(), "/currentKubernetesVersion")
                .equals(Json.text(made, "/properties/currentKubernetesVersion"));
        // A failed creation is taken up again
        boolean created = before.properties().has("identityProfile");
        before.replace(made);
        state(before, created ? upgrade ? "Upgrading" : "Updating" : "Creating");
        Operation operation = begin(put, before,
                created ? upgrade ? "upgrade managed cluster" : "update managed cluster" : "create managed cluster",
                created ? upgrade ? Service.CLUSTER_UPGRADE : Service.CLUSTER_UPDATE : Service.CLUSTER_CREATE, () -> {
                    if (created) {
                        succeeded(before);
                    } else {
                        finish(before);
                    }
                });
        return services.operations().asyncOperation(Reply.of(200, before.body()).plain(), operation, put.apiVersion());
    }

    private Reply create(Put put, ObjectNode body) {
        Resource cluster = cloud().store().put(new Resource(put.id(), TYPE, put.call().now(), body));
        identity.enrol(body, put.id());
        Resource nodes = services.groups().makeManaged(Json.text(body, "/properties/nodeResourceGroup"), put.location(), put.id(),
                Map.of("aks-managed-cluster-name", put.name(), "aks-managed-cluster-rg", put.group()));
        JsonNode pool = body.at("/properties/agentPoolProfiles/0");
        hosting.create(new ClusterHost.Spec(put.id(), put.name(), cloud().target(put.id()),
                Json.text(body, "/properties/currentKubernetesVersion"),
                Json.text(pool, "/name"), Json.text(pool, "/vmSize"), pool.path("count").asInt(1), Json.text(pool, "/vnetSubnetID"),
                ArmId.groupId(put.group()), nodes.id(), ClusterIdentity.principal(body), kubelet(cluster)));
        Operation operation = begin(put, cluster, "create managed cluster", Service.CLUSTER_CREATE, () -> finish(cluster));
        return services.operations().asyncOperation(Reply.of(201, body).plain(), operation, put.apiVersion());
    }

    private Operation begin(Put put, Resource cluster, String what, Service service, Runnable done) {
        Optional<ObjectNode> error = services.faults().provisioningError(put.call().call(), cloud().target(cluster.id()), true);
        Duration takes = cloud().takes(service, cluster.id());
        Operation operation = services.operations().begin(cluster, NAMESPACE, what, takes, error, _ -> done.run());
        cluster.properties().remove("status");
        error.ifPresent(cause -> cloud().agenda().at(operation.end(), _ -> {
            if (cluster.operation() == operation) {
                state(cluster, "Failed");
                // As api-version 2025-09-01 shows it. Source: the SDK's ManagedClusterStatus
                cluster.properties().putObject("status").set("provisioningError", cause);
            }
        }));
        return operation;
    }

    /** Returns the kubelet identity's object id, which is settled before the identity can be seen. */
    private static String kubelet(Resource cluster) {
        return java.util.UUID
                .nameUUIDFromBytes(
                        (ClusterIdentity.principal(cluster.body()) + ArmId.key(cluster.id()) + " kubelet").getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private void finish(Resource cluster) {
        String group = Json.text(cluster.body(), "/properties/nodeResourceGroup");
        String location = cluster.body().path("location").stringValue("");
        Resource identity = identities.make(group, cluster.name() + "-agentpool", location, Json.object(), kubelet(cluster));
        cluster.properties().putObject("identityProfile").putObject("kubeletidentity").put("resourceId", identity.id())
                .put("clientId", Json.text(identity.body(), "/properties/clientId"))
                .put("objectId", Json.text(identity.body(), "/properties/principalId"));
        Resource outbound = addresses.make(group, cloud().guids().next("outbound " + cluster.id()), location,
                Map.of("aks-managed-cluster-name", cluster.name(), "aks-managed-type", "aks-slb-managed-outbound-ip"));
        cluster.properties().withObjectProperty("networkProfile").withObjectProperty("loadBalancerProfile").putArray("effectiveOutboundIPs")
                .addObject().put("id", outbound.id());
        succeeded(cluster);
        hosting.ready(cluster.id());
    }

    private void succeeded(Resource cluster) {
        state(cluster, "Succeeded");
        cluster.body().put("eTag", cloud().guids().next("etag " + cluster.id()));
        for (JsonNode one : cluster.properties().path("agentPoolProfiles").values()) {
            ObjectNode pool = ((ObjectNode) one).put("eTag", cloud().guids().next("etag pool " + cluster.id()));
            // Empty ones are in the answer to a PUT and gone afterwards: recorded
            List.of("tags", "nodeLabels").stream().filter(field -> pool.path(field).isEmpty()).forEach(pool::remove);
        }
    }

    private static void state(Resource cluster, String state) {
        cluster.state(state);
        cluster.properties().path("agentPoolProfiles").values().forEach(pool -> ((ObjectNode) pool).put("provisioningState", state));
    }

    @Override
    Reply delete(ArmCall call, Resource cluster) {
        wantIdle(cluster, call);
        state(cluster, "Deleting");
        Operation operation = services.operations().begin(cluster, NAMESPACE, "delete managed cluster",
                cloud().takes(Service.CLUSTER_DELETE, cluster.id()), Optional.empty(), _ -> {
                    dismantle(cluster);
                    cloud().store().remove(cluster.id());
                });
        String apiVersion = call.parameter("api-version");
        return services.operations().location(services.operations().asyncOperation(Reply.empty(202), operation, apiVersion), operation,
                apiVersion);
    }

    /** Takes away what a cluster has outside of itself. */
    private void dismantle(Resource cluster) {
        identity.forget(cluster.body());
        services.groups().remove(Json.text(cluster.body(), "/properties/nodeResourceGroup"));
        hosting.delete(cluster.id());
    }

    private void wantIdle(Resource cluster, ArmCall call) {
        Operation running = cluster.operation();
        if (running != null && running.running(call.now())) {
            throw Refusal.of(409, "OperationNotAllowed", "Operation is not allowed because there's an in progress " + running.what()
                    + " operation (operation ID: " + running.id() + ") on the managed cluster started on UTC "
                    + running.start().truncatedTo(ChronoUnit.SECONDS)
                    + ". Please wait for it to finish before starting a new operation. You can also use 'az aks operation-abort ...' to abort"
                    + " the ongoing operation.");
        }
    }

    private Reply credential(ArmCall call, String name) {
        Resource cluster = existing(call);
        if (!cluster.properties().has("identityProfile")) {
            wantIdle(cluster, call);
            throw Refusal.of(400, "BadRequest", "The managed cluster " + cluster.name() + " is in state " + cluster.state()
                    + " and has no credentials to hand out.");
        }
        ObjectNode body = Json.object();
        body.putArray("kubeconfigs").addObject().put("name", name).put("value",
                Base64.getEncoder().encodeToString(hosting.kubeconfig(cluster.id()).getBytes(StandardCharsets.UTF_8)));
        return Reply.of(200, body).plain();
    }

    private ObjectNode upgradeProfile(Resource cluster) {
        String version = Json.text(cluster.properties(), "/currentKubernetesVersion");
        ObjectNode profile = Json.object().put("id", cluster.id() + "/upgradeprofiles/default").put("name", "default").put("type",
                "Microsoft.ContainerService/managedClusters/upgradeprofiles");
        ObjectNode properties = profile.putObject("properties");
        var upgrades = properties.putObject("controlPlaneProfile").put("kubernetesVersion", version).put("osType", "Linux")
                .putArray("upgrades");
        services.versions().upgrades(version).forEach(to -> {
            ObjectNode upgrade = upgrades.addObject().put("kubernetesVersion", to);
            if (KubernetesVersions.preview(to)) {
                upgrade.put("isPreview", true);
            }
        });
        properties.putNull("agentPoolProfiles");
        return profile;
    }

    private static ObjectNode pool(Resource cluster, JsonNode pool) {
        String name = Json.text(pool, "/name");
        ObjectNode shown = Json.object().put("id", cluster.id() + "/agentPools/" + name).put("name", name).put("type",
                "Microsoft.ContainerService/managedClusters/agentPools");
        shown.set("properties", ((ObjectNode) pool).deepCopy().without("name"));
        return shown;
    }
}
