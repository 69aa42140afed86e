package org.uid2chatops.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a step found, and so what happens next. */
public sealed interface Decision {

    /**
     * The live state is what the guide asks for.
     *
     * @param detail what was found, in words ({@code 20.185.3.7, Standard, Static})
     * @param facts what views show, by name ({@code address}); never a secret
     */
    record Done(String detail, Map<String, String> facts) implements Decision {
        public Done(String detail) {
            this(detail, Map.of());
        }
    }

    /**
     * The live state differs: this one change brings it nearer. The engine journals it, runs the effect, and looks again.
     *
     * @param what it in words ({@code create NAT gateway my-nat-gateway})
     * @param changes which fields, when something that exists is changed
     */
    record Act(String what, List<Change> changes, Effect effect) implements Decision {
        public Act(String what, Effect effect) {
            this(what, List.of(), effect);
        }
    }

    /**
     * Nothing to do but wait. The step is looked at again later and no thread is held.
     *
     * @param why what is waited for, following "waiting for" ({@code RBAC to take effect})
     * @param lookAgainIn a delay asked for by the other side; without one the configured interval holds
     * @param limit how long since the step's intent (or, without one, since it became active) is long enough, and what
     *        then is to be said; empty waits for ever (for a person)
     */
    record Wait(String why, Optional<Duration> lookAgainIn, Optional<Limit> limit) implements Decision {
        public Wait(String why, Limit limit) {
            this(why, Optional.empty(), Optional.of(limit));
        }
    }

    /** It cannot go on without a person. */
    record Fail(Cause cause) implements Decision {
    }

    /** A field that differs. */
    record Change(String field, String from, String to) {
    }

    /** The end of patience. */
    record Limit(Duration after, Cause cause) {
    }

    /** A change of the outside world. Runs outside any transaction, after its intent is committed. */
    @FunctionalInterface
    interface Effect {
        /**
         * Sends the change.
         *
         * @return when the other side wants to be asked again, if it said so
         * @throws Exception what went wrong; a {@link Diagnosis} reads it
         */
        Optional<Duration> run() throws Exception;
    }
}
