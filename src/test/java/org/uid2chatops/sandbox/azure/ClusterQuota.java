package org.uid2chatops.sandbox.azure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Refuses clusters for whose nodes the subscription has no cores left. Texts: users' reports. */
final class ClusterQuota {

    private final Usages usages;

    ClusterQuota(Usages usages) {
        this.usages = usages;
    }

    /**
     * Checks a cluster as it would be.
     *
     * @param before its properties as they are, if it is there
     * @throws Refusal if cores are missing; an upgrade needs one further node of each pool meanwhile
     */
    void check(String location, ObjectNode properties, @Nullable ObjectNode before) {
        boolean upgrade = before != null
                && !Json.text(before, "/currentKubernetesVersion").equals(Json.text(properties, "/currentKubernetesVersion"));
        var families = new LinkedHashMap<String, Integer>();
        for (JsonNode pool : properties.path("agentPoolProfiles").values()) {
            Optional<VmSizes.Size> size = VmSizes.named(Json.text(pool, "/vmSize"));
            size.ifPresent(one -> families.merge(one.family(), upgrade ? one.cores() : 0, Integer::sum));
        }
        int all = 0;
        for (Map.Entry<String, Integer> family : families.entrySet()) {
            int wanted = family.getValue() + Usages.cores(properties, family.getKey())
                    - (before == null ? 0 : Usages.cores(before, family.getKey()));
            int left = usages.of(family.getKey(), location).left();
            if (wanted > left) {
                throw insufficient("Insufficient vcpu quota requested " + wanted + ", remaining " + left + " for family " + family.getKey()
                        + " for region " + location + ". Surge nodes would also consume vcpu quota.");
            }
            all += wanted;
        }
        int left = usages.of("cores", location).left();
        if (all > left) {
            throw insufficient("Insufficient regional vcpu quota left for location " + location + ". left regional vcpu quota " + left
                    + ", requested quota " + all + ". If you want to increase the quota, please follow this instruction:"
                    + " https://learn.microsoft.com/en-us/azure/quotas/view-quotas. Surge nodes would also consume vcpu quota.");
        }
    }

    private static Refusal insufficient(String message) {
        return Refusal.of(400, "ErrCode_InsufficientVCPUQuota", message);
    }
}
