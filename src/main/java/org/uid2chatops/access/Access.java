package org.uid2chatops.access;

import java.util.stream.Collectors;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.Target;

/** Decides who may do what. Looks nothing up. Thread-safe. */
@Component
@EnableConfigurationProperties(AccessProperties.class)
public class Access {

    private final AccessProperties properties;

    public Access(AccessProperties properties) {
        this.properties = properties;
    }

    /** Decides whether that person (a Slack user id) may deploy to that target without anybody else's approval. */
    public Verdict mayDeploy(String slackUser, Target target) {
        if (!properties.deployers().contains(slackUser)) {
            return new Verdict.Refused("You may not deploy `" + target.name() + "`: your Slack id `" + slackUser
                    + "` is not listed in `uid2.access.deployers`. " + whoMay());
        }
        if (target.approvalWanted()) {
            return new Verdict.Refused("`" + target.name() + "` wants the approval of other people before a deploy, and this bot cannot "
                    + "collect approvals yet. Nothing was started. Deploy a target that wants none (see `/uid2 targets`).");
        }
        return new Verdict.Allowed();
    }

    /** Decides whether that person may see what a deploy to that target would do. It changes nothing, so that it wants no approval. */
    public Verdict mayPlan(String slackUser, Target target) {
        return properties.deployers().contains(slackUser)
                ? new Verdict.Allowed()
                : new Verdict.Refused("You may not plan for `" + target.name() + "`: your Slack id `" + slackUser
                        + "` is not listed in `uid2.access.deployers`. " + whoMay());
    }

    private String whoMay() {
        if (properties.deployers().isEmpty()) {
            return "Nobody is listed there: ask whoever runs this bot to add the people who may deploy.";
        }
        return "Ask one of those who are (" + properties.deployers().stream().limit(10).map(id -> "<@" + id + ">")
                .collect(Collectors.joining(", ")) + ") to deploy, or whoever runs this bot to add you.";
    }
}
