package org.uid2chatops.sandbox.kubernetes;

import java.io.File;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks at what deploys have left on a real API server; {@code src/test/by-hand/real-api-server.sh} makes them and runs it. */
@EnabledIfSystemProperty(named = "conformance.kubeconfig", matches = ".+")
class OneRevisionByHandTest {

    @Test
    void two_deploys_leave_one_revision_of_the_virtual_nodes_release() {
        try (var client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(new File(System.getProperty("conformance.kubeconfig")))).build()) {
            assertThat(client.secrets().inAnyNamespace().withLabel("owner", "helm").list().getItems())
                    .extracting(secret -> secret.getMetadata().getName()).containsExactly("sh.helm.release.v1.virtualnode.v1");
            assertThat(client.apps().deployments().inNamespace("default").withName("operator-deployment").get().getStatus()
                    .getAvailableReplicas()).isEqualTo(3);
        }
    }
}
