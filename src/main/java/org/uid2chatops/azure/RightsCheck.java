package org.uid2chatops.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import org.uid2chatops.azure.Permissions.Permission;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.PreflightCheck;
import org.uid2chatops.rollout.PreflightFinding;
import org.uid2chatops.rollout.PreflightFinding.Blocker;

/** Whether the bot may do all that a deployment needs, asked of Azure before the first change instead of learnt at the fifteenth. */
@Component
final class RightsCheck implements PreflightCheck {

    private static final int MOST_ACTIONS = 12;

    private final AzureClients clients;

    RightsCheck(AzureClients clients) {
        this.clients = clients;
    }

    @Override
    public List<PreflightFinding> check(Target target) {
        Arm arm = clients.of(target);
        var findings = new ArrayList<PreflightFinding>();
        for (RequiredRights.At at : RequiredRights.of(arm, target)) {
            List<Permission> held = arm.permissions().at(at.scope());
            List<String> missing = at.actions().stream().filter(action -> held.stream().noneMatch(one -> one.allows(action))).toList();
            if (!missing.isEmpty()) {
                findings.add(new Blocker(lacking(arm, at.scope(), missing)));
            }
        }
        return findings;
    }

    private static Cause lacking(Arm arm, String scope, List<String> missing) {
        String actions = missing.stream().limit(MOST_ACTIONS).map(action -> "'" + action + "'").collect(Collectors.joining(", "))
                + (missing.size() > MOST_ACTIONS ? " and " + (missing.size() - MOST_ACTIONS) + " more" : "");
        boolean grants = missing.stream().anyMatch(action -> action.startsWith("Microsoft.Authorization/"));
        String role = grants ? (missing.size() == 1 ? "Role Based Access Control Administrator" : "Owner") : "Contributor";
        return new Cause("AuthorizationFailed",
                "The bot's identity lacks " + (missing.size() == 1 ? "the right " : missing.size() + " rights: ") + actions + " on " + scope
                        + ".",
                "Let an owner run: `az role assignment create --assignee-object-id " + arm.caller().get().objectId()
                        + " --assignee-principal-type " + arm.caller().get().type() + " --role \"" + role + "\" --scope " + scope
                        + "`, and wait a minute.");
    }
}
