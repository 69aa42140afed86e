package org.uid2chatops.azure;

import org.uid2chatops.rollout.Cause;

/** Something about Azure that only a person can put right, already put into words. */
final class AzureRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Cause cause;

    AzureRefusal(String code, String what, String next) {
        this(new Cause(code, what, next));
    }

    AzureRefusal(Cause cause) {
        super(cause.what());
        this.cause = cause;
    }

    Cause words() {
        return cause;
    }
}
