package org.uid2chatops.rollout;

/**
 * Why something failed, for a person: what, why, and what to do.
 *
 * @param code the other side's own code ({@code QuotaExceeded}), or ours
 * @param what failed and why, in whole sentences, as {@code next} is
 * @param next what to put right; which command comes then, the message around it says
 * @param reference what support asks for (correlation id, Azure's own text), empty if there is none
 */
public record Cause(String code, String what, String next, String reference) {

    /** What is to be done where something is gone that an earlier step had made. */
    public static final String ONLY_ANEW = "Only a new deploy makes it anew: a retry does not go back that far.";

    public Cause(String code, String what, String next) {
        this(code, what, next, "");
    }

    /** Returns whether no retry can mend it, since it lies before the step that met it. */
    boolean onlyAnew() {
        return next.endsWith(ONLY_ANEW);
    }
}
