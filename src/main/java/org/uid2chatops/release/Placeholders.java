package org.uid2chatops.release;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of a manifest's placeholders. Source: the guide, "Update Placeholder Values".
 *
 * @param identity ARM resource id of the operator's managed identity
 * @param vaultName name of the key vault
 * @param operatorKeySecretName name of the secret that holds the operator key
 * @param deploymentEnvironment {@code integ} or {@code prod}
 */
public record Placeholders(String identity, String vaultName, String operatorKeySecretName, String deploymentEnvironment) {

    static final String IDENTITY = "IDENTITY_PLACEHOLDER";
    static final String VAULT_NAME = "VAULT_NAME_PLACEHOLDER";
    static final String OPERATOR_KEY_SECRET_NAME = "OPERATOR_KEY_SECRET_NAME_PLACEHOLDER";
    static final String DEPLOYMENT_ENVIRONMENT = "DEPLOYMENT_ENVIRONMENT_PLACEHOLDER";

    public Placeholders {
        if (identity.isBlank() || vaultName.isBlank() || operatorKeySecretName.isBlank() || deploymentEnvironment.isBlank()) {
            throw new IllegalArgumentException("a placeholder has no value");
        }
    }

    /** Returns the value of each placeholder, in the guide's order. */
    Map<String, String> byName() {
        var all = new LinkedHashMap<String, String>();
        all.put(IDENTITY, identity);
        all.put(VAULT_NAME, vaultName);
        all.put(OPERATOR_KEY_SECRET_NAME, operatorKeySecretName);
        all.put(DEPLOYMENT_ENVIRONMENT, deploymentEnvironment);
        return all;
    }
}
