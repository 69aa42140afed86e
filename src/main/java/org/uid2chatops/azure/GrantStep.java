package org.uid2chatops.azure;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import com.azure.core.management.exception.ManagementException;
import com.azure.core.util.Context;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.authorization.models.RoleAssignmentCreateParameters;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Done;
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
        return held(arm, grant) ? new Done(words) : new Act("grant " + words, () -> grant(arm, grant, context));
    }

    private static boolean held(Arm arm, Grant grant) {
        var assignments = arm.roleAssignments();
        if (Arm.found(() -> assignments.get(path(grant), grant.assignmentName())).isPresent()) {
            return true;
        }
        // the SDK takes this parameter as already encoded
        String filter = "principalId%20eq%20%27" + grant.principal() + "%27";
        return assignments.listForScope(path(grant), filter, null, null, Context.NONE).stream().anyMatch(one -> same(one, grant));
    }

    /** The SDK puts a slash of its own before the scope. */
    private static String path(Grant grant) {
        return grant.scope().substring(1);
    }

    private static boolean same(RoleAssignmentInner one, Grant grant) {
        return one.scope() != null && ArmIds.same(one.scope(), grant.scope()) && grant.principal().equalsIgnoreCase(one.principalId())
                && one.condition() == null && one.roleDefinitionId() != null
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
                                + ArmStep.minutes(patience),
                        "If it was deleted and made again, delete what refers to the old one; else deploy again later."));
            }
            throw e;
        }
    }
}
