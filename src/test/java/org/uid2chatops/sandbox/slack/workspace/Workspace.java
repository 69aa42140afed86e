package org.uid2chatops.sandbox.slack.workspace;

import java.time.Clock;

/** What the simulated Slack holds, in one place. */
public record Workspace(Clock clock, Changes changes, Posts posts, OpenViews views, Files files) {

    /** Returns an empty workspace that lives by that clock. */
    public static Workspace empty(Clock clock) {
        var changes = new Changes();
        return new Workspace(clock, changes, new Posts(clock, changes), new OpenViews(changes), new Files(clock));
    }
}
