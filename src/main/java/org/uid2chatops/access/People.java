package org.uid2chatops.access;

import java.time.Duration;
import java.util.Set;

/** What Slack knows of people. Every answer may be that it is not known. Thread-safe. */
public interface People {

    /** Returns what somebody (a Slack user id) is in this workspace. */
    Standing standing(String user);

    /**
     * Returns who is in a user group (a Slack id).
     *
     * @param notOlderThan how old, in real time, what is remembered may be; zero asks Slack
     */
    Members members(String group, Duration notOlderThan);

    /** What somebody is in this workspace. */
    sealed interface Standing {
        /** A full member. */
        record Member() implements Standing {
        }

        /** @param what {@code a guest}, {@code deactivated} */
        record Outsider(String what) implements Standing {
        }

        /** @param why Slack's trouble, in words */
        record Unknown(String why) implements Standing {
        }
    }

    /** Who is in a group. */
    sealed interface Members {
        record Known(Set<String> users) implements Members {
        }

        /** @param why Slack's trouble, in words */
        record Unknown(String why) implements Members {
        }
    }
}
