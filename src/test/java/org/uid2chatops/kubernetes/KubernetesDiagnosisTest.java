package org.uid2chatops.kubernetes;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.uid2chatops.rollout.Diagnosis.Finding;
import org.uid2chatops.rollout.Diagnosis.Finding.Permanent;
import org.uid2chatops.rollout.Diagnosis.Finding.Transient;
import org.uid2chatops.time.Pace;

import static org.assertj.core.api.Assertions.assertThat;

class KubernetesDiagnosisTest {

    private final KubernetesDiagnosis diagnosis = new KubernetesDiagnosis(new Pace(60));

    @ParameterizedTest
    @CsvSource({"401,true", "403,false", "404,true", "409,true", "422,false", "429,true", "500,true", "503,true"})
    void an_answer_is_read_by_its_status(int code, boolean passing) {
        Finding finding = read(new KubernetesClientException(new StatusBuilder().withCode(code).withMessage("because").build()));

        assertThat(finding).isInstanceOf(passing ? Transient.class : Permanent.class);
        assertThat(finding.toString()).doesNotContain("Exception", "null");
    }

    @Test
    void retry_after_is_told_on_the_bots_clock() {
        var throttled = new StatusBuilder().withCode(429).withMessage("slow down").withNewDetails().withRetryAfterSeconds(2).endDetails()
                .build();

        assertThat(read(new KubernetesClientException(throttled)))
                .isInstanceOfSatisfying(Transient.class, finding -> assertThat(finding.retryAfter()).contains(Duration.ofMinutes(2)));
    }

    @Test
    void a_conflict_of_server_side_apply_names_manager_and_field() {
        var conflict = new StatusBuilder().withCode(409).withMessage("Apply failed with 1 conflict").withNewDetails().addNewCause()
                .withReason("FieldManagerConflict").withField(".spec.replicas").withMessage("conflict with \"kubectl-edit\" using apps/v1")
                .endCause().endDetails().build();

        assertThat(read(new KubernetesClientException(conflict))).isInstanceOfSatisfying(Permanent.class,
                finding -> assertThat(finding.cause().what()).contains(".spec.replicas", "kubectl-edit"));
    }

    static Stream<Arguments> cuts() {
        return Stream.of(Arguments.of(new ConnectException("Connection refused")), Arguments.of(new UnknownHostException("x.azmk8s.io")),
                Arguments.of(new HttpConnectTimeoutException("late")), Arguments.of(new SSLHandshakeException("PKIX path building failed")),
                Arguments.of(new IOException("HTTP/1.1 header parser received no bytes")),
                Arguments.of(new IOException("Connection reset")));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void a_server_that_is_not_reached_is_tried_again(IOException cut) {
        Finding finding = read(new KubernetesClientException("An error has occurred.", new IOException("wrapped", cut)));

        assertThat(finding).isInstanceOf(Transient.class);
        assertThat(finding.toString()).doesNotContain("Exception", "null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            another operation (install/upgrade/rollback) is in progress                                 | true
            Kubernetes cluster unreachable: Get "https://x/version": dial tcp: connection refused         | true
            Unauthorized                                                                                 | true
            unable to continue with install: ConfigMap "x" exists and cannot be imported into the current release | false
            template: virtualnode/templates/x.yaml:3: function "nope" not defined                        | false
            """)
    void helms_own_words_are_read(String text, boolean passing) {
        assertThat(read(new HelmFailure(text))).isInstanceOf(passing ? Transient.class : Permanent.class);
    }

    @Test
    void a_helm_that_does_not_load_says_what_the_machine_lacks() {
        assertThat(read(new HelmUnloadable(new UnsatisfiedLinkError("libjnidispatch.so: failed to map segment")))).isInstanceOfSatisfying(
                Permanent.class, lasting -> {
                    assertThat(lasting.cause().what()).contains("native library does not load");
                    assertThat(lasting.cause().next()).contains("executable temporary directory", "java.io.tmpdir", "glibc");
                    assertThat(lasting.cause().toString()).doesNotContain("Error", "jnidispatch");
                });
    }

    @Test
    void other_failures_are_somebody_elses() {
        assertThat(diagnosis.of(new IllegalStateException("x"))).isEmpty();
    }

    @Test
    void a_credential_in_helms_words_is_masked() {
        assertThat(read(new HelmFailure("bad config: client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJ token: abcdefghijklmnopqrst")).toString())
                .doesNotContain("LS0tLS1CRUdJTiBSU0EgUFJJ", "abcdefghijklmnopqrst");
    }

    private Finding read(Throwable failure) {
        return diagnosis.of(failure).orElseThrow();
    }
}
