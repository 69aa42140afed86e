package org.uid2chatops.config;

/** Who makes the role assignments of a target. */
public enum GrantPolicy {
    /** The bot does. */
    CREATE,
    /** A person does: the bot waits for each that is missing and says the command. */
    VERIFY
}
