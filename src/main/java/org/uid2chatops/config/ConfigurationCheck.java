package org.uid2chatops.config;

import java.util.List;

/** One feature's look at its own configuration, when the bot starts. Every mistake of every feature is reported at once. */
public interface ConfigurationCheck {

    /** Returns every mistake; empty if there is none. */
    List<Problem> problems();

    /**
     * A mistake.
     *
     * @param property its full name, e.g. {@code uid2.targets.integ.location}
     * @param mistake what is wrong with which value
     * @param fix what to write instead, or how to get it
     */
    record Problem(String property, String mistake, String fix) {
    }
}
