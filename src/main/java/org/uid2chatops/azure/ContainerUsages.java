package org.uid2chatops.azure;

import java.util.List;
import java.util.Objects;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;

/** Asks Azure Container Instances for its usages. */
@Component
final class ContainerUsages implements ContainerQuota {

    private final AzureClients clients;

    ContainerUsages(AzureClients clients) {
        this.clients = clients;
    }

    @Override
    public List<Usage> of(Target target) {
        return clients.of(target).containers().listUsage(target.location()).stream().filter(usage -> usage.name() != null)
                .map(usage -> new Usage(Objects.toString(usage.name().value(), ""), orZero(usage.currentValue()), orZero(usage.limit())))
                .toList();
    }

    private static long orZero(Integer number) {
        return number == null ? 0 : number;
    }

    @Override
    public boolean clusterExists(Target target) {
        return clients.of(target).cluster(target).isPresent();
    }
}
