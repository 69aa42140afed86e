package org.uid2chatops.sandbox.azure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The confidential container groups that virtual nodes run their pods as, by the pods' uids. Guarded by {@link Cloud}. */
final class ContainerGroups {

    // Source: the README of microsoft/virtualnodesOnAzureContainerInstances
    private static final Set<String> CONFIDENTIAL = Set.of("centralindia", "eastasia", "eastus", "eastus2", "japaneast", "southeastasia",
            "southcentralus", "uaenorth", "westus", "westus2", "germanywestcentral", "italynorth", "northeurope", "switzerlandnorth",
            "westeurope");

    private final Cloud cloud;
    private final Usages usages;
    private final Map<String, Group> groups = new LinkedHashMap<>();

    ContainerGroups(Cloud cloud, Usages usages) {
        this.cloud = cloud;
        this.usages = usages;
        usages.add("ConfidentialCores", location -> (int) Math.ceil(cores(location)));
        usages.add("ConfidentialContainerGroups", location -> (int) in(location).count());
    }

    /** Starts one for a pod, if it is not there; returns why not. */
    Optional<String> start(String clusterId, String podUid, String name, double cores) {
        Optional<Resource> cluster = cloud.store().find(clusterId);
        if (cluster.isEmpty() || groups.containsKey(podUid)) {
            return Optional.empty();
        }
        String location = cluster.get().body().path("location").stringValue("");
        String url = "api call to https://management.azure.com" + ArmId.groupId(Json.text(cluster.get().properties(), "/nodeResourceGroup"))
                + "/providers/Microsoft.ContainerInstance/containerGroups/" + name + ": got HTTP response status code ";
        if (!CONFIDENTIAL.contains(location)) {
            return Optional
                    .of(url + "400 error code \"ConfidentialContainerGroupSkuIsNotSupported\": The confidential sku is not supported in"
                            + " region '" + location + "'.");
        }
        Optional<String> refused = lacks("ConfidentialContainerGroups", location, 1)
                .or(() -> lacks("ConfidentialCores", location,
                        (int) Math.ceil(cores(location) + cores) - (int) Math.ceil(cores(location))));
        if (refused.isEmpty()) {
            groups.put(podUid, new Group(ArmId.key(clusterId), location, cores));
        }
        return refused.map(why -> url + "409 error code \"ContainerGroupQuotaReached\": " + why);
    }

    void end(String podUid) {
        groups.remove(podUid);
    }

    private double cores(String location) {
        return in(location).mapToDouble(Group::cores).sum();
    }

    private Optional<String> lacks(String quota, String location, int wanted) {
        Usages.Usage usage = usages.of(quota, location);
        return usage.left() >= wanted
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT,
                        "Resource type 'Microsoft.ContainerInstance/containerGroups' container group quota '%s' exceeded in region '%s'."
                                + " Limit: '%d', Usage: '%d' Requested: '%d'.",
                        quota, location, usage.limit(), usage.used(), wanted));
    }

    /** Those of clusters that are gone went with them. */
    private Stream<Group> in(String location) {
        return groups.values().stream().filter(group -> group.location.equals(location) && cloud.store().find(group.cluster).isPresent());
    }

    private record Group(String cluster, String location, double cores) {
    }
}
