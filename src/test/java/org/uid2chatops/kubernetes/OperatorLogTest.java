package org.uid2chatops.kubernetes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.uid2chatops.config.Target;
import org.uid2chatops.kubernetes.Trouble.Outlook;
import org.uid2chatops.release.ReleaseFiles;

import static org.assertj.core.api.Assertions.assertThat;

class OperatorLogTest {

    private static final Target TARGET = ReleaseFiles.target(Path.of("release"), Path.of("chart"));
    private static final String FAILED = "ERROR:root:Failed starting up Azure Confidential Compute. Please checks the logs for errors and retry ";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            E02: OperatorKeyNotFoundError       | LASTING     | my-vn-aks-opr-key-name
            E03: ConfigurationMissingError      | LASTING     | required setting
            E04: ConfigurationValueError        | LASTING     | invalid
            E05: OperatorKeyValidationError     | LASTING     | does not belong to the environment integ
            E06: UID2ServicesUnreachableError 3.4.5.6 | PASSING | 3.4.5.6
            E08: OperatorKeyPermissionError     | VAULT_GRANT | cannot read the vault my-vn-aks-vault
            E12: Data Download Failure 404      | LASTING     | not valid for integ
            E12: Data Download Failure 503      | PASSING     | egress
            """)
    void an_error_code_is_told_in_plain_words(String error, Outlook outlook, String words) {
        var trouble = OperatorLog.read(TARGET, "INFO:root:Starting\n" + FAILED + error + "\nTraceback (most recent call last):\n");

        assertThat(trouble).hasValueSatisfying(found -> {
            assertThat(found.outlook()).isEqualTo(outlook);
            assertThat(found.cause().code()).isEqualTo(error.substring(0, 3));
            assertThat(found.cause().what()).contains(words);
            assertThat(found.cause().next()).isNotBlank();
        });
    }

    @Test
    void a_vault_that_refuses_says_no_code_and_may_heal() {
        var trouble = OperatorLog.read(TARGET,
                "ERROR:root:Unexpected failure while starting up Azure Confidential Compute. Please contact UID support team with this log"
                        + " (Forbidden) Caller is not authorized ... Inner error: {\"code\": \"ForbiddenByRbac\"}");

        assertThat(trouble).hasValueSatisfying(found -> {
            assertThat(found.outlook()).isEqualTo(Outlook.VAULT_GRANT);
            assertThat(found.summary()).isEqualTo("the managed identity cannot read the vault yet");
        });
    }

    @Test
    void a_vault_that_does_not_resolve_is_named() {
        assertThat(OperatorLog.read(TARGET,
                "ERROR:root:Unexpected failure while starting up Azure Confidential Compute. Please contact UID support"
                        + " team with this log <urllib3.connection.HTTPSConnection object>: Failed to resolve 'x.vault.azure.net'"))
                .hasValueSatisfying(found -> assertThat(found.cause().what()).contains("my-vn-aks-vault.vault.azure.net"));
    }

    @Test
    void a_revoked_key_is_told_from_the_attestation() {
        assertThat(OperatorLog.read(TARGET, "core attestation failed with AttestationFailure, shutting down operator, core response: {}"))
                .hasValueSatisfying(found -> assertThat(found.outlook()).isEqualTo(Outlook.LASTING));
    }

    @Test
    void the_newest_word_counts() {
        assertThat(OperatorLog.read(TARGET, "(Forbidden) ForbiddenByRbac\n" + FAILED + "E05: OperatorKeyValidationError\n"))
                .hasValueSatisfying(found -> assertThat(found.cause().code()).isEqualTo("E05"));
    }

    @Test
    void a_healthy_log_is_no_trouble() {
        assertThat(OperatorLog.read(TARGET, "INFO:root:Starting\nINFO core attestation successful\n")).isEmpty();
    }

    @Test
    void an_operator_key_in_a_log_is_never_quoted() {
        assertThat(OperatorLog.read(TARGET, FAILED + "E05: OperatorKeyValidationError\nkey UID2-O-P-123-abcdefsecret is wrong\n"))
                .hasValueSatisfying(found -> assertThat(found.toString()).doesNotContain("abcdefsecret").contains("***"));
    }

    @Test
    void a_policy_denial_is_decoded() {
        String decision = Base64.getEncoder().encodeToString(
                "{\"decision\":\"deny\",\"reason\":{\"errors\":[\"invalid command\"]}}".getBytes(StandardCharsets.UTF_8));

        assertThat(PolicyDenial.in("Failed: container creation denied due to policy: policyDecision< " + decision + " >policyDecision"))
                .hasValueSatisfying(found -> {
                    assertThat(found.outlook()).isEqualTo(Outlook.LASTING);
                    assertThat(found.cause().what()).contains("invalid command");
                });
        assertThat(PolicyDenial.in("Started container")).isEmpty();
    }
}
