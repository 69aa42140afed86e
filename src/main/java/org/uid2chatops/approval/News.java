package org.uid2chatops.approval;

import java.util.Arrays;
import java.util.Optional;

/** What the people involved in a request are told, besides what its message shows. */
public enum News {
    /** Half of the time is gone. */
    HALF_TIME(1),
    /** One person is enough, since it cannot wait. */
    BREAK_GLASS(2),
    AGREED(3),
    /** It came to its end without a start. */
    ENDED(4),
    /** Nobody has reviewed what one person agreed to; told again each day. */
    REVIEW_DUE(5),
    REVIEWED(6);

    private static final int EACH = 10_000;
    private final int code;

    News(int code) {
        this.code = code;
    }

    /** Returns the number by which it is known in the outbox, told for the how manieth time. */
    long number(long time) {
        return (long) code * EACH + time;
    }

    /** Returns what that number stands for; empty if an earlier version of the bot has written it. */
    public static Optional<News> of(long number) {
        return Arrays.stream(values()).filter(news -> news.code == number / EACH).findFirst();
    }
}
