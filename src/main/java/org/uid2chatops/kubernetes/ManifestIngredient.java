package org.uid2chatops.kubernetes;

import org.springframework.stereotype.Component;

import org.uid2chatops.azure.OperatorIdentity;
import org.uid2chatops.config.Target;
import org.uid2chatops.release.Placeholders;
import org.uid2chatops.release.Releases;
import org.uid2chatops.rollout.PlanIngredient;

/** The manifest with its placeholders filled in, as it will be once the managed identity exists. */
@Component
class ManifestIngredient implements PlanIngredient {

    private final Releases releases;
    private final OperatorIdentity identity;

    ManifestIngredient(Releases releases, OperatorIdentity identity) {
        this.releases = releases;
        this.identity = identity;
    }

    @Override
    public String name() {
        return "manifest";
    }

    @Override
    public String digest(Target target) {
        return releases.render(releases.read(target), new Placeholders(identity.expectedId(target), target.names().keyVault(),
                target.names().keyVaultSecret(), target.environment().label())).digest();
    }
}
