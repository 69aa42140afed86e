package org.uid2chatops.slack;

/** What {@code /uid2 help} says. */
final class HelpAnswer {

    private HelpAnswer() {
    }

    static String text() {
        return """
                I deploy the UID2 Private Operator on Azure Kubernetes Service.
                • `/uid2 plan TARGET` shows what a deploy would do, step by step, and what would stand in its way; it changes nothing
                • `/uid2 deploy TARGET` deploys to a target; what already is as it should be stays untouched, so repeating is harmless
                • `/uid2 deploy TARGET wait` starts it when the rollout that runs there has ended; `/uid2 cancel TARGET wait` takes that back
                • `/uid2 cancel TARGET` stops a running deploy before its next change; nothing is taken back
                • `/uid2 retry TARGET` takes a failed deploy up again from where it failed
                • `/uid2 status [TARGET]` shows the newest rollout of a target, or one line for each
                • `/uid2 verify [TARGET]` checks that the journal of what was done is as it was written, and as Slack has seen it
                • `/uid2 targets` lists the targets
                • `/uid2 help` shows this""";
    }
}
