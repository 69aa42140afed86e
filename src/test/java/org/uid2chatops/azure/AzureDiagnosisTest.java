package org.uid2chatops.azure;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import com.azure.core.management.exception.ManagementException;
import com.azure.identity.CredentialUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Diagnosis.Finding;
import org.uid2chatops.time.Pace;

import static org.assertj.core.api.Assertions.assertThat;

class AzureDiagnosisTest {

    private final AzureDiagnosis diagnosis = new AzureDiagnosis(new Sending(new Pace(60)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"429 | SubscriptionRequestsThrottled | Number of requests exceeded.",
            "429 | AnotherOperationInProgress | Another operation on this or dependent resource is in progress.",
            "500 | InternalServerError | Oh.", "503 | ServerUnavailable | Later.", "408 | RequestTimeout | Slow.",
            "412 | PreconditionFailed | Etag provided in if-match header does not match.",
            "409 | OperationNotAllowed | Operation is not allowed: Another agentpool operation is in progress.",
            "409 | MissingSubscriptionRegistration | The subscription is not registered to use namespace 'Microsoft.Network'.",
            "409 | ResourceGroupBeingDeleted | The resource group is in deprovisioning state.",
            "400 | PrincipalNotFound | Principal does not exist in the directory."})
    void what_passes_by_itself_is_transient(int status, String code, String message) {
        assertThat(finding(refused(status, code, message))).isInstanceOfSatisfying(Finding.Transient.class, one -> {
            assertThat(one.cause().code()).isEqualTo(code);
            assertThat(one.cause().next()).startsWith("Nothing");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "403 | AuthorizationFailed | The client 'x' with object id 'y' does not have authorization to perform action "
                    + "'Microsoft.Authorization/roleAssignments/write' over scope '/subscriptions/s/rg' or the scope is invalid. "
                    + "| The bot's identity lacks the right 'Microsoft.Authorization/roleAssignments/write' on /subscriptions/s/rg.",
            "403 | LinkedAuthorizationFailed | The client 'x' has permission to perform action 'a/write' on scope '/b'; however, it does not "
                    + "have permission to perform action 'Microsoft.Network/virtualNetworks/subnets/join/action' on the linked scope(s) "
                    + "'/subnets/aks' or the linked scope(s) are invalid. "
                    + "| The bot's identity lacks the right 'Microsoft.Network/virtualNetworks/subnets/join/action' on /subnets/aks.",
            "400 | ErrCode_InsufficientVCPUQuota | Insufficient vcpu quota requested 2, remaining 0 for family StandardDasv7Family for region "
                    + "eastus. | Not enough vCPU quota: 2 cores of StandardDasv7Family wanted, 0 left.",
            "409 | OperationNotAllowed | Operation could not be completed as it results in exceeding approved standardDASv5Family Cores quota."
                    + " Additional details - Location: eastus, Current Limit: 100, Current Usage: 96, Additional Required: 64, (Minimum) New "
                    + "Limit Required: 160. | Not enough vCPU quota: 64 more cores of standardDASv5Family wanted, 96 of 100 are used.",
            "400 | BadRequest | Managed cluster x is on version 1.27.9 which is not supported in this region. | The region does not offer this "
                    + "Kubernetes version.",
            "400 | AgentPoolK8sVersionNotSupported | Version 1.20.7 is not supported in this region. | The region does not offer this Kubernetes"
                    + " version.",
            "409 | VaultAlreadyExists | The vault name 'x' is already in use. | The key vault's name is taken: by somebody else, or by a deleted "
                    + "vault that Azure still keeps.",
            "400 | ReservedResourceName | The resource name 'x' is reserved. | A resource's name contains a word that Microsoft reserves.",
            "418 | Unheard | I am a teapot. | Azure refused it: I am a teapot."})
    void what_needs_a_person_is_permanent_and_in_plain_words(int status, String code, String message, String words) {
        assertThat(finding(refused(status, code, message))).isInstanceOfSatisfying(Finding.Permanent.class, one -> {
            assertThat(one.cause().code()).isEqualTo(code);
            assertThat(one.cause().what()).isEqualTo(words);
            assertThat(one.cause().next()).isNotBlank();
            assertThat(one.cause().reference()).contains("correlation id 1-2-3");
        });
    }

    @Test
    void codes_inside_count_too() {
        assertThat(finding(answered(429, """
                {"error":{"code":"RetryableError","message":"A retryable error occurred.",
                 "details":[{"code":"RetryableErrorDueToAnotherOperation","message":"…"}]}}"""))).isInstanceOf(Finding.Transient.class);
        assertThat(finding(answered(403, """
                {"error":{"code":"Forbidden","message":"Caller is not authorized.","innererror":{"code":"ForbiddenByRbac"}}}""")))
                .isInstanceOfSatisfying(Finding.Transient.class,
                        one -> assertThat(one.cause().what()).isEqualTo("The role on the key vault has not taken effect yet."));
    }

    @Test
    void the_policy_that_forbids_is_named() {
        assertThat(policy("""
                "message":"Resource 'x' was disallowed by policy.","additionalInfo":[{"type":"PolicyViolation","info":{
                 "policyDefinitionDisplayName":"Require a tag","policyAssignmentDisplayName":"Cost centers"}}]"""))
                .endsWith(": 'Cost centers'.");
        assertThat(policy("""
                "message":"Resource 'x' was disallowed by policy.","additionalInfo":[{"type":"PolicyViolation","info":{
                 "policyDefinitionDisplayName":"Require a tag"}}]""")).endsWith(": 'Require a tag'.");
        assertThat(policy("""
                "message":"Disallowed. Policy identifiers: '[{\\"policyAssignment\\":{\\"name\\":\\"Old way\\",\\"id\\":\\"/a\\"}}]'."
                """)).endsWith(": 'Old way'.");
        assertThat(policy("""
                "message":"Resource 'x' was disallowed by policy.","additionalInfo":[{"type":"PolicyViolation","info":{
                 "policyAssignmentDisplayName":"Cost centers","evaluationDetails":{"evaluatedExpressions":[
                 {"result":"True","expressionKind":"Field","expression":"type","path":"type","expressionValue":"a/b","operator":"Equals"},
                 {"result":"True","expressionKind":"Field","expression":"tags[cost-center]","path":"tags[cost-center]",
                  "targetValue":"false","operator":"Exists"}]}}}]"""))
                .endsWith(": 'Cost centers' (tags[cost-center] is not set, the policy acts on Exists false).");
        assertThat(policy("\"message\":\"No.\"")).endsWith("An Azure policy of the subscription forbids this.");
    }

    private String policy(String fields) {
        return ((Finding.Permanent) finding(answered(403, "{\"error\":{\"code\":\"RequestDisallowedByPolicy\"," + fields + "}}"))).cause()
                .what();
    }

    @Test
    void the_milliseconds_of_retry_after_win_and_are_turned_into_the_bots_time() {
        var headers = new HttpHeaders().set(HttpHeaderName.RETRY_AFTER, "1").set(HttpHeaderName.fromString("retry-after-ms"), "500");
        var failure = new ManagementException("Status code 429, \"{}\"", new Answered(429, "{}", headers));
        assertThat(finding(failure)).isInstanceOfSatisfying(Finding.Transient.class,
                one -> assertThat(one.retryAfter()).hasValue(Duration.ofSeconds(30)));
    }

    @Test
    void an_answer_without_a_body_still_has_words() {
        Cause cause = ((Finding.Permanent) finding(new HttpResponseException("Status code 400, (empty body)",
                new Answered(400, "", new HttpHeaders())))).cause();
        assertThat(cause).isEqualTo(new Cause("HTTP 400", "Azure refused it without saying why (HTTP 400).",
                "Put right what Azure names. More stands in the Azure portal, in the activity log of the resource group; Microsoft's support wants the reference."));
    }

    @Test
    void broken_connections_are_seen_through_whatever_wraps_them() {
        for (Throwable broken : List.of(new IOException("Connection reset"), new TimeoutException("late"),
                new UnknownHostException("my-vault.vault.azure.net"))) {
            assertThat(finding(Exceptions.propagate(broken))).isInstanceOf(Finding.Transient.class);
        }
    }

    @Test
    void nothing_to_sign_in_with_says_what_to_set() {
        Cause cause = ((Finding.Permanent) finding(new CredentialUnavailableException("EnvironmentCredential authentication unavailable.")))
                .cause();
        assertThat(cause.next()).contains("AZURE_CLIENT_ID");
    }

    @Test
    void what_is_not_azures_is_left_to_others() {
        var foreign = new IOException("somebody else's");
        foreign.setStackTrace(new StackTraceElement[]{new StackTraceElement("io.fabric8.Client", "call", "Client.java", 1)});
        assertThat(diagnosis.of(foreign)).isEmpty();
        var own = new IllegalStateException("a bug");
        own.setStackTrace(new StackTraceElement[0]);
        assertThat(diagnosis.of(own)).isEmpty();
    }

    private Finding finding(Throwable failure) {
        Finding finding = diagnosis.of(failure).orElseThrow();
        Cause cause = finding instanceof Finding.Transient(Cause passing, var _) ? passing : ((Finding.Permanent) finding).cause();
        assertThat(cause.toString()).doesNotContain("null").doesNotContain("Exception");
        return finding;
    }

    private static HttpResponseException refused(int status, String code, String message) {
        return answered(status,
                JsonMapper.shared().writeValueAsString(java.util.Map.of("error", java.util.Map.of("code", code, "message", message))));
    }

    private static HttpResponseException answered(int status, String body) {
        var headers = new HttpHeaders().set(HttpHeaderName.fromString("x-ms-correlation-request-id"), "1-2-3");
        return new ManagementException("Status code " + status + ", \"" + body + "\": words of the SDK",
                new Answered(status, body, headers));
    }

    /** An answer as the SDK hands it to its exceptions. */
    private static final class Answered extends HttpResponse {
        private final int status;
        private final String body;
        private final HttpHeaders headers;

        private Answered(int status, String body, HttpHeaders headers) {
            super(null);
            this.status = status;
            this.body = body;
            this.headers = headers;
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Deprecated
        @Override
        public String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.just(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(body.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Mono<String> getBodyAsString() {
            return Mono.just(body);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just(body);
        }
    }
}
