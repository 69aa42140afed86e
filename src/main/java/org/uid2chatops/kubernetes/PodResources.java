package org.uid2chatops.kubernetes;

import java.math.BigDecimal;

import io.fabric8.kubernetes.api.model.Quantity;
import tools.jackson.databind.JsonNode;

/**
 * What one pod of a Deployment asks for; where a container says no request, its limit is one.
 *
 * @param cores in vCPUs
 * @param memory in GB (10^9 bytes)
 */
record PodResources(BigDecimal cores, BigDecimal memory) {

    private static final BigDecimal GIGA = BigDecimal.valueOf(1_000_000_000);

    static PodResources of(JsonNode deployment) {
        BigDecimal cores = BigDecimal.ZERO;
        BigDecimal bytes = BigDecimal.ZERO;
        for (JsonNode container : deployment.path("spec").path("template").path("spec").path("containers")) {
            cores = cores.add(amount(container, "cpu"));
            bytes = bytes.add(amount(container, "memory"));
        }
        return new PodResources(cores, bytes.divide(GIGA));
    }

    private static BigDecimal amount(JsonNode container, String resource) {
        JsonNode resources = container.path("resources");
        String text = resources.path("requests").path(resource).asString(resources.path("limits").path(resource).asString("0"));
        return new Quantity(text).getNumericalAmount();
    }
}
