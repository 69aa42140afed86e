package org.uid2chatops.release;

import java.util.List;
import java.util.stream.Collectors;

import org.uid2chatops.rollout.Cause;

/** Thrown for a release that must not be applied. */
public final class UnusableRelease extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Cause> mistakes;

    UnusableRelease(List<Cause> mistakes) {
        super(mistakes.stream().map(Cause::what).collect(Collectors.joining("; ")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Returns every mistake found; at least one. */
    public List<Cause> mistakes() {
        return mistakes;
    }
}
