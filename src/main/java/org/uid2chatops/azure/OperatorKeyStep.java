package org.uid2chatops.azure;

import java.time.Duration;
import java.util.Optional;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.util.Context;
import com.azure.resourcemanager.keyvault.fluent.models.VaultInner;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.OperatorKeySource;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.Decision.Limit;
import org.uid2chatops.rollout.Decision.Wait;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepContext;
import org.uid2chatops.rollout.StepName;

/** The guide's {@code az keyvault secret set}. The key is compared and written in memory and appears nowhere else. */
@Component
final class OperatorKeyStep implements Step {

    private final AzureClients clients;
    private final Sending sending;
    private final Duration patience;

    OperatorKeyStep(AzureClients clients, AzureProperties properties, Sending sending) {
        this.clients = clients;
        this.sending = sending;
        this.patience = properties.deadlines().vaultAccess();
    }

    @Override
    public StepName name() {
        return StepName.OPERATOR_KEY;
    }

    @Override
    public Decision decide(StepContext context) {
        Target target = context.target();
        Arm arm = clients.of(target);
        Optional<VaultInner> vault = arm.vault(target);
        if (vault.isEmpty()) {
            return new Fail(new Cause("ResourceGone",
                    "The key vault " + target.names().keyVault() + " is gone: somebody deleted it while the rollout ran.",
                    "Recover it with `az keyvault recover --name " + target.names().keyVault() + "`."));
        }
        SecretClient secrets = arm.secrets().apply(vault.get().properties().vaultUri());
        Optional<OperatorKey> stored;
        try {
            stored = arm.operatorKey(vault.get(), target);
        } catch (HttpResponseException e) {
            if (AzureError.of(e).has("ForbiddenByRbac")) {
                return new Wait("RBAC to take effect", new Limit(patience, missingRole(target)));
            }
            throw e;
        }
        return switch (target.operatorKey()) {
            case OperatorKeySource.InVault() -> inVault(target, stored);
            case OperatorKeySource.MountedFile source -> mounted(context, source, secrets, stored);
        };
    }

    private static Decision inVault(Target target, Optional<OperatorKey> stored) {
        if (stored.isEmpty()) {
            return new Wait("the operator key: put it there with " + command(target) + "; you need the role "
                    + Role.SECRETS_OFFICER.title() + " on the vault for it", Optional.empty(), Optional.empty());
        }
        return wrong(target, stored.get()).<Decision>map(Fail::new).orElseGet(() -> done(target, stored.get()));
    }

    /** Returns why the key that somebody put into the vault will not do. */
    static Optional<Cause> wrong(Target target, OperatorKey key) {
        return key.mistake(target, place(target)).or(() -> blemish(target, key));
    }

    /** The operator sends the secret as it stands, so that a newline in it is a wrong key. */
    private static Optional<Cause> blemish(Target target, OperatorKey key) {
        return key.blemish()
                .map(wrong -> new Cause("OperatorKeyMalformed", "The operator key in " + place(target) + " " + wrong + ".",
                        "Set it anew with " + command(target) + ", where FILE holds the key and nothing else (a final newline is left out "
                                + "this way; `--file` would keep it)."));
    }

    private Decision mounted(StepContext context, OperatorKeySource.MountedFile source, SecretClient secrets,
            Optional<OperatorKey> stored) {
        Target target = context.target();
        return switch (OperatorKey.read(source, target)) {
            case OperatorKey.Reading.Mistake(Cause cause) -> new Fail(cause);
            case OperatorKey.Reading.Key(OperatorKey key) when stored.filter(key::equals).isPresent() -> done(target, key);
            case OperatorKey.Reading.Key(OperatorKey _) when stored.flatMap(key -> key.foreign(target)).isPresent() ->
                new Fail(shared(target, stored.flatMap(key -> key.foreign(target)).get()));
            case OperatorKey.Reading.Key(OperatorKey key) -> new Act(
                    (stored.isEmpty() ? "store the operator key as " : "store a new version of the operator key as ") + place(target),
                    () -> store(secrets, target, key, context));
        };
    }

    private static Cause shared(Target target, char letter) {
        return new Cause("OperatorKeyOfOtherEnvironment",
                "The " + place(target) + " holds a key with the letter " + letter + ", a key of " + target.environment().label()
                        + " carries "
                        + target.environment().keyLetter() + "; it is left as it is, since another target seems to use the same vault.",
                "Set " + target.property("key-vault") + " or " + target.property("key-vault-secret")
                        + " to a name of its own. If nobody needs "
                        + "the key that is there, put the right one there with " + command(target) + ".");
    }

    private Optional<Duration> store(SecretClient secrets, Target target, OperatorKey key, StepContext context) {
        try {
            var response = secrets.setSecretWithResponse(new KeyVaultSecret(target.names().keyVaultSecret(), key.value()), Context.NONE);
            return sending.retryAfter(response.getHeaders());
        } catch (HttpResponseException e) {
            if (AzureError.of(e).has("ForbiddenByRbac") && context.now().isAfter(context.active().plus(patience))) {
                throw new AzureRefusal(missingRole(target));
            }
            throw e;
        }
    }

    private Cause missingRole(Target target) {
        return new Cause("ForbiddenByRbac",
                "The bot may still not use the secrets of key vault " + target.names().keyVault() + " after "
                        + ArmStep.minutes(patience) + ".",
                "Check that the bot's identity holds the role " + Role.SECRETS_OFFICER.title() + " on " + new ArmIds(target).vault()
                        + " and that no deny assignment forbids it.");
    }

    private static Done done(Target target, OperatorKey key) {
        return new Done("in " + place(target) + (key.usual() ? "" : " (an older key: it does not say its environment)"));
    }

    static String command(Target target) {
        return "`az keyvault secret set --vault-name " + target.names().keyVault() + " --name " + target.names().keyVaultSecret()
                + " --value \"$(cat FILE)\"`";
    }

    private static String place(Target target) {
        return "secret " + target.names().keyVaultSecret() + " of key vault " + target.names().keyVault();
    }
}
