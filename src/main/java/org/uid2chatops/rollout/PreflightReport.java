package org.uid2chatops.rollout;

import java.time.Duration;
import java.util.List;

/**
 * What a preflight found, all of it at once.
 *
 * @param blockers what a rollout could only fail at
 * @param warnings what is worth knowing
 * @param unanswered what could not be looked at now, because the other side was busy or away
 * @param again what is known of another look
 */
public record PreflightReport(List<Cause> blockers, List<Cause> warnings, List<Cause> unanswered, Again again) {

    /**
     * Another look, if something is unanswered.
     *
     * @param further whether more was answered than in the look before, so that looking again will end some time
     * @param notBefore how long the other side wants to be left alone; zero if it did not say
     */
    public record Again(boolean further, Duration notBefore) {
        static final Again WHENEVER = new Again(false, Duration.ZERO);

        /** Returns how long to wait before it: as long as usual, or as the other side wants, whichever is longer. */
        public Duration after(Duration usual) {
            return notBefore.compareTo(usual) > 0 ? notBefore : usual;
        }
    }

    public PreflightReport(List<Cause> blockers, List<Cause> warnings, List<Cause> unanswered) {
        this(blockers, warnings, unanswered, Again.WHENEVER);
    }

    public PreflightReport {
        blockers = List.copyOf(blockers);
        warnings = List.copyOf(warnings);
        unanswered = List.copyOf(unanswered);
    }

    /** Returns it with what kept the bot from going on, unless it holds that already. */
    PreflightReport with(Diagnosis.Finding failure) {
        return switch (failure) {
            case Diagnosis.Finding.Permanent(Cause cause) when blockers.isEmpty() ->
                new PreflightReport(List.of(cause), warnings, unanswered);
            case Diagnosis.Finding.Transient(Cause cause, _) when unanswered.isEmpty() ->
                new PreflightReport(blockers, warnings, List.of(cause));
            case Diagnosis.Finding.Permanent _,Diagnosis.Finding.Transient _ -> this;
        };
    }

    /** Returns whether everything was looked at and nothing stands in the way. */
    public boolean passed() {
        return blockers.isEmpty() && unanswered.isEmpty();
    }
}
