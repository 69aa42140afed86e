package org.uid2chatops.rollout;

import org.uid2chatops.config.Target;

/** Tells the digest of the release that a target has now, to be held against the one that was asked for. Thread-safe. */
@FunctionalInterface
interface ReleaseDigest {
    String of(Target target);
}
