package org.uid2chatops.azure;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Azure is and how long the bot waits for it.
 *
 * @param authorityHost where tokens come from
 * @param resourceManagerUrl where resources are managed
 * @param resourceManagerAudience what the tokens for it are for; it stays Microsoft's even where the address does not
 * @param trustFile certificates (PEM) trusted instead of the system's, for a proxy or a stand-in with its own CA
 * @param verifyVaultChallenge whether a vault must ask for tokens of its own domain; false only for a vault behind another host name
 * @param managedIdentity whether the bot signs in with the machine's managed identity, and with nothing else that it finds around it
 * @param connectTimeout real time
 * @param responseTimeout real time, for one request
 */
@ConfigurationProperties("uid2.azure")
record AzureProperties(@DefaultValue("https://login.microsoftonline.com/") String authorityHost,
        @DefaultValue("https://management.azure.com/") String resourceManagerUrl,
        @DefaultValue("https://management.azure.com/") String resourceManagerAudience, @Nullable Path trustFile,
        @DefaultValue("true") boolean verifyVaultChallenge, @DefaultValue("false") boolean managedIdentity,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("60s") Duration responseTimeout, @DefaultValue Deadlines deadlines) {

    /**
     * How long is long enough, on the bot's clock.
     *
     * @param resource any resource but those below: group, addresses, NAT, network, identity
     * @param provider a resource provider's registration
     * @param cluster an AKS cluster's creation or update
     * @param vault a key vault's creation
     * @param principal a new identity to be known in the directory
     * @param vaultAccess a role on a vault to take effect
     */
    record Deadlines(@DefaultValue("10m") Duration resource, @DefaultValue("15m") Duration provider, @DefaultValue("40m") Duration cluster,
            @DefaultValue("10m") Duration vault, @DefaultValue("5m") Duration principal, @DefaultValue("15m") Duration vaultAccess) {
    }
}
