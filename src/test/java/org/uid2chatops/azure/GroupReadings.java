package org.uid2chatops.azure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.authorization.models.PrincipalType;
import com.azure.resourcemanager.authorization.models.RoleAssignmentCreateParameters;
import com.azure.resourcemanager.resources.fluent.models.ResourceGroupInner;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.testing.Recording;
import org.uid2chatops.testing.Recording.Exchange;

import static org.assertj.core.api.Assertions.assertThat;

/** What the bot reads out of the recorded answers about groups, providers and roles. */
final class GroupReadings {

    private static final String PRINCIPAL = "cfb2fee4-724f-455e-9bd7-d180bd9332a0";
    private static final String ASSIGNMENT = "ed3c9f84-ae20-5aea-8602-58ed2eeffef1";

    private GroupReadings() {
    }

    static List<Reading> groups() {
        return List.of(new Reading("resource-group-create", 0, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(bot.sending.answered(bot.arm(group(bot, "asotest-rg-tpmqcm")).resources().getResourceGroups()
                    .createOrUpdateWithResponseAsync("asotest-rg-tpmqcm", new ResourceGroupInner().withLocation("westus3")))).isEmpty();
            assertThat(bot.requests()).hasSize(1);
        }), new Reading("resource-group-create", 1, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(bot.done(StepName.RESOURCE_GROUP, group(bot, "asotest-rg-tpmqcm")).detail())
                    .isEqualTo("asotest-rg-tpmqcm in westus3");
        }), new Reading("resource-group-delete", 4, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(bot.waits(StepName.RESOURCE_GROUP, group(bot, "asotest-rg-qlzrip")).why())
                    .isEqualTo("resource group asotest-rg-qlzrip to be gone, which somebody deletes");
        }), new Reading("resource-group-delete", 5, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(bot.act(StepName.RESOURCE_GROUP, group(bot, "asotest-rg-qlzrip")).what())
                    .isEqualTo("create resource group asotest-rg-qlzrip");
        }), new Reading("provider-register", 0, (bot, exchange) -> {
            providers(bot, exchange);
            assertThat(bot.act(StepName.PROVIDERS, bot.target()).what())
                    .isEqualTo("register resource provider Microsoft.ContainerInstance");
        }), new Reading("provider-register", 1, (bot, exchange) -> {
            providers(bot, exchange.number() == 1 ? Recording.named("provider-register").exchanges().getFirst() : exchange);
            bot.azure.answers(exchange);
            // No address to wait at: it is looked at again at once
            assertThat(bot.act(StepName.PROVIDERS, bot.target()).effect().run()).hasValue(Duration.ZERO);
        }), new Reading("provider-register", 2, (bot, exchange) -> {
            providers(bot, exchange);
            assertThat(bot.waits(StepName.PROVIDERS, bot.target()).why()).isEqualTo("Microsoft.ContainerInstance to be registered");
        }), new Reading("provider-register", 3, (bot, exchange) -> {
            providers(bot, exchange);
            assertThat(bot.done(StepName.PROVIDERS, bot.target()).detail()).startsWith("ContainerInstance, ");
        }));
    }

    static List<Reading> roles() {
        return List.of(new Reading("role-assignment-create", 0, (bot, exchange) -> {
            bot.azure.answers(exchange);
            Target target = group(bot, "asotest-rg-mnlufu");
            assertThat(
                    bot.sending.answered(bot.arm(target).roleAssignments().createWithResponseAsync(new ArmIds(target).group().substring(1),
                            ASSIGNMENT, new RoleAssignmentCreateParameters().withPrincipalId(PRINCIPAL).withRoleDefinitionId("/x"))))
                    .isEmpty();
        }), new Reading("role-assignment-create", 1, (bot, exchange) -> {
            bot.azure.answers(exchange);
            Target target = group(bot, "asotest-rg-mnlufu");
            RoleAssignmentInner found = assignment(bot, target).orElseThrow();
            assertThat(found.principalId()).isEqualTo(PRINCIPAL);
            assertThat(found.scope()).isEqualTo(new ArmIds(target).group());
            assertThat(found.roleDefinitionId()).endsWith("/" + Role.CONTRIBUTOR.id());
            assertThat(found.condition()).isNull();
        }), new Reading("role-assignment-create", 3, (bot, exchange) -> {
            bot.azure.answers(exchange);
            assertThat(assignment(bot, group(bot, "asotest-rg-mnlufu"))).isEmpty();
        }), new Reading("role-assignment-exists", 0,
                (bot, exchange) -> assertThat(grant(bot, exchange, BotOnRecordings.NOW).effect().run()).isEmpty()),
                new Reading("role-assignment-principal-not-found", 0, (bot, exchange) -> {
                    Cause soon = bot.passing(() -> grant(bot, exchange, BotOnRecordings.NOW).effect().run());
                    assertThat(soon.code()).isEqualTo("PrincipalNotFound");
                    assertThat(soon.what()).isEqualTo("Azure's directory does not know the new identity yet.");
                    Cause late = bot.lasting(() -> grant(bot, exchange, BotOnRecordings.NOW.minus(Duration.ofMinutes(6))).effect().run());
                    assertThat(late.what()).isEqualTo(
                            "Azure's directory still does not know one (object id " + PRINCIPAL + ") after 5 min.");
                }));
    }

    /** Returns the act of a grant that nobody holds yet, to which Azure then answers as recorded. */
    private static Decision.Act grant(BotOnRecordings bot, Exchange exchange, Instant active) throws Exception {
        Target target = group(bot, "asotest-rg-mnlufu");
        var ids = new ArmIds(target);
        var grant = new Grant(ids.group(), Role.CONTRIBUTOR, ids.role(Role.CONTRIBUTOR), PRINCIPAL, PrincipalType.SERVICE_PRINCIPAL, "one",
                "its group");
        String list = ids.group() + "/providers/Microsoft.Authorization/roleAssignments";
        bot.azure.answers("GET", list, "{\"value\":[]}");
        bot.azure.answersAll(Recording.named("role-assignment-create").exchanges().get(3));
        var step = new GrantStep(StepName.RESOURCE_GROUP_GRANT, bot.clients, bot.sending, Duration.ofMinutes(5), (_, _) -> grant);
        var act = (Decision.Act) step.decide(bot.context(target, active));
        bot.azure.answersAll(exchange);
        return act;
    }

    private static Optional<RoleAssignmentInner> assignment(BotOnRecordings bot, Target target) {
        return Arm.found(() -> bot.arm(target).roleAssignments().get(new ArmIds(target).group().substring(1), ASSIGNMENT));
    }

    /** The recorded provider stands for the one that a subscription lacks; the others are there. */
    private static void providers(BotOnRecordings bot, Exchange exchange) {
        bot.azure.answersAll(Recording.named("provider-register").exchanges().get(3));
        bot.azure.answers(exchange);
    }

    private static Target group(BotOnRecordings bot, String name) {
        return bot.target("resource-group", name);
    }
}
