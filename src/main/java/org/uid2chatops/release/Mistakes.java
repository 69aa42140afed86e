package org.uid2chatops.release;

import java.util.ArrayList;
import java.util.List;

import org.uid2chatops.rollout.Cause;

/** Collects what is wrong with one file, so that a person sees all of it at once. */
final class Mistakes {

    private static final String AS_RELEASED = "Use the file as the release's ZIP has it; ask your UID2 contact for it if need be.";

    private final String file;
    private final List<Cause> found = new ArrayList<>();

    Mistakes(String file) {
        this.file = file;
    }

    /** Adds a mistake whose fix is the untouched file. */
    void add(String code, String what) {
        add(code, what, AS_RELEASED);
    }

    void add(String code, String what, String next) {
        found.add(new Cause(code, file + ": " + what + ".", next));
    }

    List<Cause> found() {
        return List.copyOf(found);
    }

    /** @throws UnusableRelease if there is any */
    void refuse() {
        if (!found.isEmpty()) {
            throw new UnusableRelease(found);
        }
    }
}
