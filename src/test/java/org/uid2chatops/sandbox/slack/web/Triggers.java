package org.uid2chatops.sandbox.slack.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import org.uid2chatops.sandbox.Person;

/** The {@code trigger_id}s: each opens one modal within three real seconds. Thread-safe. */
public final class Triggers {

    private static final Duration LIFE = Duration.ofSeconds(3);
    private final Clock real;
    /** Differs from world to world: a bot that keeps its database must not take a new command for one it has seen. */
    private final long run;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Trigger> issued = new ConcurrentHashMap<>();

    public Triggers(Clock real) {
        this.real = real;
        this.run = real.instant().toEpochMilli();
    }

    private record Trigger(Person person, Instant at, boolean used) {
    }

    public String issue(Person person) {
        String id = "13345224609." + run + "." + ids.incrementAndGet();
        issued.put(id, new Trigger(person, real.instant(), false));
        return id;
    }

    /** Uses one up. @throws SlackError Slack's code for one that is unknown, used or too old */
    Person use(String id) {
        @Nullable
        Trigger trigger = issued.get(id);
        if (trigger == null) {
            throw new SlackError("invalid_trigger_id");
        }
        if (trigger.used()) {
            throw new SlackError("exchanged_trigger_id");
        }
        if (real.instant().isAfter(trigger.at().plus(LIFE))) {
            throw new SlackError("expired_trigger_id");
        }
        issued.put(id, new Trigger(trigger.person(), trigger.at(), true));
        return trigger.person();
    }
}
