package org.uid2chatops.azure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.Targets;
import org.uid2chatops.scheduling.Threads;

/**
 * Makes the targets' Azure clients beside the start. Nothing is sent by that; but their thousands of classes take seconds to load, which a
 * restarted bot's rollouts, or the first command, would wait for.
 */
@Component
class EarlyClients implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(EarlyClients.class);

    private final AzureClients clients;
    private final Targets targets;

    EarlyClients(AzureClients clients, Targets targets) {
        this.clients = clients;
        this.targets = targets;
    }

    @Override
    public void afterPropertiesSet() {
        Threads.perTask("azure-early").execute(() -> targets.all().forEach(target -> {
            try {
                clients.of(target);
            } catch (RuntimeException notNow) {
                LOG.debug("the Azure clients of {} could not be made; whoever asks for them is told why", target.name(), notNow);
            }
        }));
    }
}
