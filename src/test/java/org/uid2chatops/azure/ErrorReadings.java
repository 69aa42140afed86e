package org.uid2chatops.azure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Diagnosis.Finding;
import org.uid2chatops.rollout.StepName;

import static org.assertj.core.api.Assertions.assertThat;

/** What the bot makes of the errors that Azure gave to others. */
final class ErrorReadings {

    private static final String VERSION = "The region does not offer this Kubernetes version.";
    private static final String BUSY = "Azure is still busy with another change of the same network.";

    private ErrorReadings() {
    }

    static List<Reading> all() {
        return List.of(passing("error-aks-operation-in-progress", 0, "OperationNotAllowed", "The cluster is busy with another operation."),
                passing("error-aks-operation-in-progress", 1, "OperationNotAllowed", "The cluster is busy with another operation."),
                lasting("error-aks-vcpu-quota", 0, "ErrCode_InsufficientVCPUQuota",
                        "Not enough vCPU quota: 2 cores of StandardDasv7Family wanted, 0 left."),
                lasting("error-aks-vcpu-quota", 1, "QuotaExceeded",
                        "Not enough vCPU quota: 4 more cores of standardDv5Family wanted, 0 of 0 are used."),
                lasting("error-aks-vcpu-quota", 2, "OperationNotAllowed",
                        "Not enough vCPU quota: 64 more cores of standardDASv5Family wanted, 96 of 100 are used."),
                lasting("error-aks-version-not-supported", 0, "BadRequest", VERSION),
                lasting("error-aks-version-not-supported", 1, "AgentPoolK8sVersionNotSupported", VERSION),
                lasting("error-authorization-failed", 0, "AuthorizationFailed",
                        "The bot's identity lacks the right 'Microsoft.Authorization/roleAssignments/write' on "
                                + "/subscriptions/4004a9fd-d58e-48dc-aeb2-4a4aec58606f/resourceGroups/daorozco_bug_repro/providers/"
                                + "Microsoft.Authorization/roleAssignments/2917f392-0822-40ba-ab8e-42439a56d321."),
                lasting("error-linked-authorization-failed", 0, "LinkedAuthorizationFailed",
                        "The bot's identity lacks the right 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' on "
                                + "/subscriptions/00000000-7ca3-4e76-8d0f-31a2c0bee7a3/resourcegroups/demo-rg/providers/"
                                + "Microsoft.ManagedIdentity/userAssignedIdentities/identity-aks-kv."),
                passing("error-missing-subscription-registration", 0, "MissingSubscriptionRegistration",
                        "The subscription is not registered for a resource provider yet."),
                passing("error-network-another-operation", 0, "AnotherOperationInProgress", BUSY),
                passing("error-network-another-operation", 1, "RetryableError", BUSY),
                passing("error-network-another-operation", 2, "RetryableError", BUSY),
                passing("error-resource-group-being-deleted", 0, "ResourceGroupBeingDeleted", "The resource group is being deleted."),
                passing("error-throttled", 0, "SubscriptionRequestsThrottled", "Azure throttles the requests of this subscription."),
                passing("error-throttled", 1, "ResourceRequestsThrottled", "Azure throttles the requests of this subscription."),
                new Reading("error-resource-not-found", 0, (bot, exchange) -> {
                    bot.azure.answers(exchange);
                    var target = bot.target("resource-group", "asotest-rg-tpmqcm", "cluster", "asotest-mc-iixflw");
                    assertThat(bot.arm(target).cluster(target)).isEmpty();
                    assertThat(bot.fails(StepName.CLUSTER_READY, target).code()).isEqualTo(
                            Gone.cause(ResourceKind.CLUSTER, target).code());
                }), new Reading("error-resource-not-found", 1, (bot, exchange) -> {
                    bot.azure.answers(exchange);
                    assertThat(bot.act(StepName.RESOURCE_GROUP, bot.target("resource-group", "asotest-rg-qlzrip")).what())
                            .isEqualTo("create resource group asotest-rg-qlzrip");
                }));
    }

    private static Reading passing(String recording, int number, String code, String what) {
        return new Reading(recording, number, (bot, exchange) -> {
            bot.azure.answersAll(exchange);
            assertThat(bot.finding(() -> put(bot))).isInstanceOfSatisfying(Finding.Transient.class, passing -> {
                assertThat(passing.cause().code()).isEqualTo(code);
                assertThat(passing.cause().what()).isEqualTo(what);
                // No header to honour came with any of them
                assertThat(passing.retryAfter()).isEmpty();
            });
            // It holds nobody else back
            assertThat(bot.passing(() -> put(bot)).code()).isEqualTo(code);
            assertThat(bot.requests()).hasSize(2);
        });
    }

    private static Reading lasting(String recording, int number, String code, String what) {
        return new Reading(recording, number, (bot, exchange) -> {
            bot.azure.answersAll(exchange);
            Cause cause = bot.lasting(() -> put(bot));
            assertThat(cause.code()).isEqualTo(code);
            assertThat(cause.what()).isEqualTo(what);
            assertThat(cause.next()).isNotBlank();
        });
    }

    private static Optional<Duration> put(BotOnRecordings bot) {
        return bot.sending.accepted(bot.arm(bot.target()).clusters().createOrUpdateWithResponseAsync("my-vn-aks", "myvncluster",
                new ManagedClusterInner().withLocation("eastus"), null, null));
    }
}
