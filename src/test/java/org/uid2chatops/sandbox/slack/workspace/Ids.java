package org.uid2chatops.sandbox.slack.workspace;

/** The fixed ids and tokens of the simulated workspace. */
public final class Ids {

    public static final String TEAM = "T0000UID2";
    public static final String TEAM_DOMAIN = "uid2-sandbox";
    public static final String APP = "A0000UID2";
    public static final String BOT = "B0000UID2";
    public static final String BOT_USER = "U0000UID2";
    public static final String BOT_NAME = "uid2";
    public static final String SLACKBOT = "USLACKBOT";
    public static final String COMMAND = "/uid2";
    public static final String OPS_CHANNEL = "C0000OPS";
    /** They look like Slack's, and open nothing anywhere. */
    public static final String BOT_TOKEN = "xoxb-0000000000-0000000000-sandboxsandboxsandbox";
    public static final String APP_TOKEN = "xapp-1-A0000UID2-0000000000-sandboxsandboxsandbox";

    private Ids() {
    }
}
