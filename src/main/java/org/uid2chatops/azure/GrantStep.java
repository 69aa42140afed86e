package org.uid2chatops.azure;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.azure.core.management.exception.ManagementException;
import com.azure.core.util.Context;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.authorization.models.RoleAssignmentCreateParameters;

import org.uid2chatops.config.GrantPolicy;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Wait;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;

/** One role assignment of the guide, or of what the Azure CLI grants silently. Somebody else's assignment of the same role counts. */
final class GrantStep implements Step {

    /** Says which grant a target wants, from what exists there. */
    @FunctionalInterface
    interface Wanted {
        /** @throws AzureRefusal if what the grant is about does not exist */
        Grant of(Arm arm, Target target) throws AzureRefusal;
    }

    private final StepName name;
    private final AzureClients clients;
    private final Sending sending;
    private final Duration patience;
    private final Wanted wanted;

    GrantStep(StepName name, AzureClients clients, Sending sending, Duration patience, Wanted wanted) {
        this.name = name;
        this.clients = clients;
        this.sending = sending;
        this.patience = patience;
        this.wanted = wanted;
    }

    @Override
    public StepName name() {
        return name;
    }

    @Override
    public Decision decide(StepContext context) {
        Arm arm = clients.of(context.target());
        Grant grant = wanted.of(arm, context.target());
        String words = grant.role().title() + " for " + grant.holder() + " on " + grant.place();
        if (context.target().grants() == GrantPolicy.CREATE) {
            return held(arm, grant) ? new Done(words) : new Act("grant " + words, () -> grant(arm, grant, context));
        }
        return held(arm, grant) || inherited(arm, grant)
                ? new Done(words + ", granted by an owner")
                : new Wait("an owner to grant " + words + ": `" + command(grant) + "`", Optional.empty(), Optional.empty());
    }

    private static boolean held(Arm arm, Grant grant) {
        var assignments = arm.roleAssignments();
        if (Arm.found(() -> assignments.get(path(grant), grant.assignmentName())).isPresent()) {
            return true;
        }
        return ofPrincipal(arm, grant).anyMatch(one -> same(one, grant));
    }

    /** An owner may have granted it for more than the bot would. */
    private static boolean inherited(Arm arm, Grant grant) {
        return ofPrincipal(arm, grant)
                .anyMatch(one -> one.scope() != null && within(grant.scope(), one.scope()) && sameRole(one, grant));
    }

    private static Stream<RoleAssignmentInner> ofPrincipal(Arm arm, Grant grant) {
        // the SDK takes this parameter as already encoded
        String filter = "principalId%20eq%20%27" + grant.principal() + "%27";
        return arm.roleAssignments().listForScope(path(grant), filter, null, null, Context.NONE).stream();
    }

    private static boolean within(String scope, String other) {
        return (scope + "/").toLowerCase(Locale.ROOT).startsWith((other + "/").toLowerCase(Locale.ROOT));
    }

    private static String command(Grant grant) {
        return "az role assignment create --assignee-object-id " + grant.principal() + " --assignee-principal-type " + grant.type()
                + " --role \"" + grant.role().title() + "\" --scope " + grant.scope();
    }

    /** The SDK puts a slash of its own before the scope. */
    private static String path(Grant grant) {
        return grant.scope().substring(1);
    }

    private static boolean same(RoleAssignmentInner one, Grant grant) {
        return one.scope() != null && ArmIds.same(one.scope(), grant.scope()) && sameRole(one, grant);
    }

    private static boolean sameRole(RoleAssignmentInner one, Grant grant) {
        return grant.principal().equalsIgnoreCase(one.principalId()) && one.condition() == null && one.roleDefinitionId() != null
                && one.roleDefinitionId().toLowerCase(Locale.ROOT).endsWith("/" + grant.role().id());
    }

    private Optional<Duration> grant(Arm arm, Grant grant, StepContext context) {
        var body = new RoleAssignmentCreateParameters().withRoleDefinitionId(grant.roleDefinition()).withPrincipalId(grant.principal())
                .withPrincipalType(grant.type());
        try {
            return sending.answered(arm.roleAssignments().createWithResponseAsync(path(grant), grant.assignmentName(), body));
        } catch (ManagementException e) {
            String code = AzureError.of(e).code();
            if (code.equals("RoleAssignmentExists")) {
                return Optional.empty();
            }
            if (code.equals("PrincipalNotFound") && context.now().isAfter(context.active().plus(patience))) {
                throw new AzureRefusal(new Cause(code,
                        "Azure's directory still does not know " + grant.holder() + " (object id " + grant.principal() + ") after "
                                + ArmStep.minutes(patience) + ".",
                        "If it was deleted and made again, delete what refers to the old one; else give the directory more time."));
            }
            throw e;
        }
    }
}
