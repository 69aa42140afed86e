package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.sandbox.AzureFacts.SecretRead;

/**
 * What the operator's start script came to, in its own words. Source: uid2-operator, {@code scripts/azure-cc/azr.py} and
 * {@code scripts/confidential_compute.py}.
 */
record OperatorStart(boolean good, String log) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern KEY = Pattern.compile("^(UID2|EUID)-.-([IPL])-\\d+-.*$");
    private static final String HELP = "Visit https://unifiedid.com/docs/guides/operator-guide-azure-enclave#uid2-operator-error-codes for more details";

    static OperatorStart of(World world, Pod pod, Container container) {
        Map<String, String> environment = container.getEnv().stream().filter(one -> one.getValue() != null)
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue, (_, later) -> later));
        String vault = environment.getOrDefault("VAULT_NAME", "");
        String secret = environment.getOrDefault("OPERATOR_KEY_SECRET_NAME", "");
        String name = environment.getOrDefault("DEPLOYMENT_ENVIRONMENT", "");
        for (String needed : new String[]{"VAULT_NAME", "OPERATOR_KEY_SECRET_NAME", "DEPLOYMENT_ENVIRONMENT"}) {
            if (environment.getOrDefault(needed, "").isEmpty()) {
                return failed("E03: ConfigurationMissingError", "Required configuration is missing: ['" + needed + "']");
            }
        }
        if (!new ContainerSubnet(world).hasNat()) {
            return failed("E06: UID2ServicesUnreachableError",
                    "Failed to reach required URLs. Consider enabling 3.137.71.20, 18.218.38.132 in the egress firewall. core-" + name
                            + ".uidapi.com");
        }
        String identity = View.annotation(pod, "microsoft.containerinstance.virtualnode.identity");
        return switch (world.azure().readSecret(identity, vault, secret)) {
            case SecretRead.Value(String key) -> withKey(key, name, vault);
            case SecretRead.Forbidden(String body) -> unexpected(azure(body));
            case SecretRead.NotFound(String body) -> failed("E02: OperatorKeyNotFoundError",
                    "The operator key was not found. Check VAULT_NAME (" + vault + ") and OPERATOR_KEY_SECRET_NAME (" + secret + "). "
                            + azure(body));
            case SecretRead.NoToken() -> failed("E08: OperatorKeyPermissionError",
                    "The managed identity cannot get a token: DefaultAzureCredential failed to retrieve a token from the included credentials."
                            + " ManagedIdentityCredential: Identity not found");
            case SecretRead.NoVault() -> unexpected("<urllib3.connection.HTTPSConnection object>: Failed to resolve '" + vault
                    + ".vault.azure.net' ([Errno -2] Name or service not known)");
        };
    }

    private static OperatorStart withKey(String key, String environment, String vault) {
        var shape = KEY.matcher(key);
        String letter = environment.equals("integ") ? "I" : "P";
        if (shape.matches() && !shape.group(2).equals(letter)) {
            return failed("E05: OperatorKeyValidationError",
                    "Operator key does not match the expected environment (" + letter + ")");
        }
        return new OperatorStart(true, """
                INFO:root:Start Azure
                INFO:root:Environment variables validation success
                INFO:root:Read operator key from vault %s
                INFO:root:Completed static validation of confidential compute config values
                INFO:root:-- starting java operator application""".formatted(vault));
    }

    private static OperatorStart failed(String code, String detail) {
        return new OperatorStart(false,
                "INFO:root:Start Azure\nERROR:root:Failed starting up Azure Confidential Compute. Please checks the logs"
                        + " for errors and retry " + code + "\n" + detail + "\n" + HELP + "\n" + traceback(code.substring(5), detail));
    }

    private static OperatorStart unexpected(String detail) {
        return new OperatorStart(false,
                "INFO:root:Start Azure\nINFO:root:Environment variables validation success\nERROR:root:Unexpected failure while starting up"
                        + " Azure Confidential Compute. Please contact UID support team with this log " + detail + "\n"
                        + traceback("azure.core.exceptions.HttpResponseError", detail));
    }

    private static String traceback(String error, String detail) {
        return """
                Traceback (most recent call last):
                  File "/app/azr.py", line 162, in <module>
                    operator.run_compute()
                  File "/app/azr.py", line 142, in run_compute
                    self._set_confidential_config()
                """ + error + ": " + detail;
    }

    /** Returns an error's body as Azure's client library for Python prints it. */
    private static String azure(String body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            String code = error.path("code").asString("");
            String message = error.path("message").asString("");
            Optional<String> inner = Optional.of(error.path("innererror").path("code").asString("")).filter(text -> !text.isEmpty());
            return code.isEmpty()
                    ? body
                    : "(" + code + ") " + message + "\nCode: " + code + "\nMessage: " + message
                            + inner.map(text -> "\nInner error: {\n    \"code\": \"" + text + "\"\n}").orElse("");
        } catch (JacksonException text) {
            return body;
        }
    }
}
