package org.uid2chatops.rollout;

import java.util.List;

import org.uid2chatops.config.Target;

/** Looks for mistakes that need no network, before a rollout is accepted. Thread-safe. */
public interface Precheck {
    /** Returns every mistake found, each with its fix; empty if there is none. */
    List<Cause> check(Target target);
}
