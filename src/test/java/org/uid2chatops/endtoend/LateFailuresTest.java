package org.uid2chatops.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What no preflight foresees, since it comes while a rollout runs: it is waited for, given up with the next action, and Retry finishes it. */
@Tag("soak")
@SuppressWarnings("NullAway.Init")
class LateFailuresTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    @TempDir
    Path dir;

    @Test
    void pods_that_the_quota_for_confidential_cores_does_not_let_start_are_told_as_such() {
        try (var sandbox = new RunningSandbox(dir, Map.of("uid2.kubernetes.operator-timeout", "20m"))) {
            var control = sandbox.control();
            control.type("alex", "deploy integ");
            control.awaitChangeInAzure("/managedClusters/", PATIENCE);
            control.fault(Map.of("fault", "azure.quota", "name", "ConfidentialCores", "limit", 7));
            String told = control.await("What to do", PATIENCE);
            assertThat(told).contains("The quota of ConfidentialCores in eastus is used up").contains("What to do")
                    .contains("Quotas &gt; ");
            control.noFaults();
            assertThat(control.answer("alex", "retry integ")).contains("Going on");
            control.await("Health check: 200 OK", PATIENCE);
        }
    }

    @Test
    void a_grant_on_the_vault_that_takes_no_effect_is_named_with_role_and_scope() {
        try (var sandbox = new RunningSandbox(dir, Map.of("uid2.azure.deadlines.vault-access", "15m"))) {
            var control = sandbox.control();
            control.fault(Map.of("fault", "azure.rbac-lag", "seconds", 7200));
            control.type("alex", "deploy integ");
            String told = control.await("What to do", PATIENCE);
            assertThat(told).contains("Key Vault Secrets Officer").contains("my-vn-aks-vault").contains("What to do");
            control.noFaults();
            control.send("PUT", "api/clock", Map.of("advance", "PT2H"));
            assertThat(control.answer("alex", "retry integ")).contains("Going on");
            control.await("Health check: 200 OK", PATIENCE);
        }
    }
}
