package org.uid2chatops.rollout;

import java.util.List;

/**
 * What people agreed to, where a target wants that.
 *
 * @param approval id of the request that they agreed to
 * @param digest of the plan
 * @param by Slack ids of who agreed
 * @param emergency whether fewer people than usual had to, since it could not wait
 */
public record Agreement(String approval, String digest, List<String> by, boolean emergency) {

    /** What is noted where nobody had to agree. */
    static final Agreement NONE = new Agreement("", "", List.of(), false);

    public Agreement {
        by = List.copyOf(by);
    }
}
