package org.uid2chatops.packaging;

import java.nio.file.Path;

import com.marcnuri.helm.Helm;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The bot's own chart, rendered by real Helm. */
class HelmChartTest {

    private static final Helm CHART = new Helm(Path.of("helm-chart"));

    @Test
    void lints() {
        var result = CHART.lint().strict().call();
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @Test
    void by_default_one_pod_owns_the_database_file() {
        String rendered = CHART.template().withName("uid2").call();
        assertThat(rendered).contains("replicas: 1", "type: Recreate", "kind: PersistentVolumeClaim", "key: bot-token").doesNotContain(
                "<no value>",
                "SPRING_DATASOURCE_PASSWORD");
    }

    @Test
    void the_database_file_is_not_given_to_several_pods() {
        assertThatThrownBy(() -> CHART.template().withName("uid2").set("replicas", "2").call())
                .hasMessageContaining("replicas is 2, but the H2 file has one owner");
    }

    @Test
    void with_postgresql_there_is_no_file_and_no_claim() {
        String rendered = CHART.template().withName("uid2").set("persistence.enabled", "false").set("replicas", "3")
                .set("workloadIdentityClientId", "c1").call();
        assertThat(rendered).contains("replicas: 3", "SPRING_DATASOURCE_PASSWORD", "azure.workload.identity/client-id: c1")
                .doesNotContain("PersistentVolumeClaim", "Recreate");
    }
}
