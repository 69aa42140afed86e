package org.uid2chatops.kubernetes;

/** Thrown when Helm's native library does not load. */
final class HelmUnloadable extends Exception {
    private static final long serialVersionUID = 1;

    HelmUnloadable(LinkageError refused) {
        super("Helm's native library does not load on this machine", refused);
    }
}
