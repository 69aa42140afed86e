package org.uid2chatops.sandbox.slack.act;

import java.util.Optional;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.workspace.Channel;
import org.uid2chatops.sandbox.slack.workspace.Ids;
import org.uid2chatops.sandbox.slack.workspace.Json;
import org.uid2chatops.sandbox.slack.workspace.Posts;

/** What Slack itself tells a person when an app does not answer. */
final class Slackbot {

    private final Posts posts;

    Slackbot(Posts posts) {
        this.posts = posts;
    }

    void tell(Person person, Channel channel, String text) {
        posts.add(channel, Json.object().put("type", "message").put("user", Ids.SLACKBOT).put("text", text).put("is_ephemeral", true),
                Optional.of(person));
    }
}
