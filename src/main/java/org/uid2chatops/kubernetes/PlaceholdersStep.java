package org.uid2chatops.kubernetes;

import org.springframework.stereotype.Component;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;

/** The guide's "Update Placeholder Values": the manifest can be filled in. Changes nothing. */
@Component
class PlaceholdersStep implements Step {

    private final OperatorManifest manifest;

    PlaceholdersStep(OperatorManifest manifest) {
        this.manifest = manifest;
    }

    @Override
    public StepName name() {
        return StepName.PLACEHOLDERS;
    }

    @Override
    public Decision decide(StepContext context) throws Exception {
        return manifest.filled(context.target())
                .<Decision>map(filled -> new Done(filled.manifest().filled() + " placeholders filled, nothing left over"))
                .orElseGet(() -> new Fail(identityMissing(context)));
    }

    static Cause identityMissing(StepContext context) {
        Target target = context.target();
        return new Cause("IdentityMissing",
                "The managed identity " + target.names().managedIdentity() + " is not in resource group "
                        + target.groupOf(ResourceKind.MANAGED_IDENTITY)
                        + ", so the manifest cannot name it.",
                "Somebody has deleted it during the rollout. "
                        + (target.manages(ResourceKind.MANAGED_IDENTITY)
                                ? Cause.ONLY_ANEW
                                : "Name one that exists in " + target.property("use.managed-identity") + "."));
    }
}
