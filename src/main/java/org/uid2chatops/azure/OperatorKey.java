package org.uid2chatops.azure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.uid2chatops.config.OperatorKeySource;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;

/** An operator key, in memory only. {@link #toString} masks it. */
record OperatorKey(String value) {

    /** Source: uid2-operator, confidential_compute.py. Older keys have another shape and are legal. */
    private static final Pattern SHAPE = Pattern.compile("(?:UID2|EUID)-.-([IPL])-\\d+-.*", Pattern.DOTALL);

    /** Reading a mounted key: the key, or why there is none. */
    sealed interface Reading {
        record Key(OperatorKey key) implements Reading {
        }

        record Mistake(Cause cause) implements Reading {
        }
    }

    /** Reads the target's mounted file and checks it against the target. */
    static Reading read(OperatorKeySource.MountedFile source, Target target) {
        Path file = source.path();
        String property = target.property("operator-key-file");
        String next = "Mount the operator key there, or set " + property + " to the file that holds it.";
        try {
            String text = Files.readString(file).strip();
            if (text.isEmpty()) {
                return new Reading.Mistake(
                        new Cause("OperatorKeyEmpty", "The setting " + property + " names " + file + ", which is empty.", next));
            }
            var key = new OperatorKey(text);
            return key.mistake(target, property).<Reading>map(Reading.Mistake::new).orElseGet(() -> new Reading.Key(key));
        } catch (IOException e) {
            String why = Files.exists(file) ? "which cannot be read as text" : "which does not exist";
            return new Reading.Mistake(
                    new Cause("OperatorKeyUnreadable", "The setting " + property + " names " + file + ", " + why + ".", next));
        }
    }

    /** Returns what is wrong with the key for that target: it is of the other environment. */
    Optional<Cause> mistake(Target target, String place) {
        char wanted = target.environment().keyLetter();
        return foreign(target)
                .map(letter -> new Cause("OperatorKeyOfOtherEnvironment",
                        "The operator key of " + place + " carries the letter " + letter + ", a key of " + target.environment().label()
                                + " carries " + wanted + ".",
                        "Put the " + target.environment().label() + " key there; UID2 gives one for each environment. With the wrong one "
                                + "the operator would stop with E05."));
    }

    /** Returns the letter of the environment that it is for, if that is not the target's. */
    Optional<Character> foreign(Target target) {
        return letter().filter(letter -> letter != target.environment().keyLetter());
    }

    /** Returns what is wrong with how it was written down, which would keep the operator from signing in with it. */
    Optional<String> blemish() {
        if (value.isBlank()) {
            return Optional.of("is empty");
        }
        if (!value.stripLeading().equals(value)) {
            return Optional.of("begins with white space");
        }
        if (!value.stripTrailing().equals(value)) {
            return Optional.of(value.endsWith("\n") ? "ends in a newline" : "ends in white space");
        }
        return Optional.empty();
    }

    /** Returns whether it has today's shape; older keys do not. */
    boolean usual() {
        return letter().isPresent();
    }

    private Optional<Character> letter() {
        Matcher shape = SHAPE.matcher(value.strip());
        return shape.matches() ? Optional.of(shape.group(1).charAt(0)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "OperatorKey[***]";
    }
}
