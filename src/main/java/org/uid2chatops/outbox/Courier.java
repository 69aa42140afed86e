package org.uid2chatops.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.uid2chatops.outbox.Outbox.Message;

/** Brings messages to where people read them. Called outside any transaction, for one lane by one thread at a time. */
public interface Courier {

    /** Delivers a parcel, or says why it could not be delivered now. */
    Result deliver(Parcel parcel);

    /**
     * What is delivered as one message.
     *
     * @param messages one; or several details of one rollout, oldest first
     * @param again whether an earlier try may have been delivered without anybody having noted it
     */
    record Parcel(List<Message> messages, boolean again) {
        public Parcel {
            messages = List.copyOf(messages);
        }
    }

    /** What a delivery came to. */
    sealed interface Result {

        /** It is where it belongs, or there is nothing (left) to tell. */
        record Delivered() implements Result {
        }

        /** It shows the newest state, which changes as time passes: to be rendered again after a while. */
        record Changing() implements Result {
        }

        /** Something else had to be delivered first and was; the same parcel comes next. */
        record NotYet() implements Result {
        }

        /**
         * It would change what is told already, and the other side takes no changes for a while, but what is new. Only this one waits.
         *
         * @param after the wait in real time that the other side asks for
         */
        record Held(String why, Duration after) implements Result {
        }

        /**
         * It was not delivered. The lane waits and tries again; the same one that fails again and again waits longer than the others.
         *
         * @param after a wait in real time that the other side asks for
         * @param perhapsDelivered whether the other side may have taken it all the same
         */
        record Failed(String why, Optional<Duration> after, boolean perhapsDelivered) implements Result {
        }

        /**
         * The other side takes other messages, but not this one. Only its thread waits and tries again.
         *
         * @param why the other side's reason
         */
        record Refused(String why) implements Result {
        }
    }
}
