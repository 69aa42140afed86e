package org.uid2chatops.kubernetes;

import org.uid2chatops.rollout.Cause;

/**
 * Why pods do not become ready.
 *
 * @param summary a few words, to stand beside "1 of 3 ready"
 */
record Trouble(Outlook outlook, String summary, Cause cause) {

    /** Whether waiting helps; the gravest first. */
    enum Outlook {
        /** Trying again changes nothing. */
        LASTING,
        /** It passes when the grant on the vault takes effect, if there is one. */
        VAULT_GRANT,
        /** It may pass, as long as the whole wait allows. */
        PASSING
    }

    static Trouble lasting(String code, String summary, String what, String next, String reference) {
        return new Trouble(Outlook.LASTING, summary, new Cause(code, what, next, reference));
    }

    static Trouble passing(String code, String summary, String what, String next, String reference) {
        return new Trouble(Outlook.PASSING, summary, new Cause(code, what, next, reference));
    }

    static Trouble vaultGrant(String code, String summary, String what, String next, String reference) {
        return new Trouble(Outlook.VAULT_GRANT, summary, new Cause(code, what, next, reference));
    }

    /** Returns this as something that may have been put right since it was seen. */
    Trouble old() {
        return outlook == Outlook.LASTING ? new Trouble(Outlook.PASSING, summary, cause) : this;
    }
}
