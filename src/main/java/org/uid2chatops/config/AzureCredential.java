package org.uid2chatops.config;

/** How the bot signs in to Azure for a target. */
public sealed interface AzureCredential {

    /** Whatever the process finds around it: workload identity, managed identity, {@code AZURE_*} variables. */
    record FromEnvironment() implements AzureCredential {
    }

    /** An app registration with a secret. {@link #toString} masks the secret. */
    record ClientSecret(String tenantId, String clientId, String clientSecret) implements AzureCredential {
        @Override
        public String toString() {
            return "ClientSecret[tenantId=" + tenantId + ", clientId=" + clientId + ", clientSecret=***]";
        }
    }
}
