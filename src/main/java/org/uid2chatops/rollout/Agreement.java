package org.uid2chatops.rollout;

import java.util.List;

/**
 * What people agreed to, where a target wants that.
 *
 * @param approval id of the request that they agreed to
 * @param digest of the plan
 * @param by Slack ids of who agreed
 */
public record Agreement(String approval, String digest, List<String> by) {

    /** What is noted where nobody had to agree. */
    static final Agreement NONE = new Agreement("", "", List.of());

    public Agreement {
        by = List.copyOf(by);
    }
}
