package org.uid2chatops.config;

import java.nio.file.Path;

/** Where the operator key of a target comes from. The key itself is never configuration. */
public sealed interface OperatorKeySource {

    /** Somebody puts the secret into the vault; a rollout that does not find it waits and says the command. */
    record InVault() implements OperatorKeySource {
    }

    /** A file mounted into the bot's container, which the bot writes into the vault. */
    record MountedFile(Path path) implements OperatorKeySource {
    }
}
