package org.uid2chatops.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Somebody in the simulated workspace. */
public enum Person {
    ALEX,
    DANA,
    SAM,
    KIM,
    ROOT,
    GUEST;

    /** Returns the name that people and the control API use: {@code alex}. */
    public String handle() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the Slack user id. */
    public String id() {
        return "U0000" + name();
    }

    public static Optional<Person> named(String handle) {
        return Arrays.stream(values()).filter(person -> person.handle().equals(handle)).findFirst();
    }
}
