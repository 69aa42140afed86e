package org.uid2chatops.sandbox.slack.act;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.workspace.Channel;
import org.uid2chatops.sandbox.slack.workspace.Ids;
import org.uid2chatops.sandbox.slack.workspace.Json;
import org.uid2chatops.sandbox.slack.workspace.OpenViews.Open;
import org.uid2chatops.sandbox.slack.workspace.Post;

/** The payloads of Socket Mode's envelopes, as Slack sends them. */
final class Payloads {

    private Payloads() {
    }

    static ObjectNode command(Person person, Channel channel, String text, String trigger, String responseUrl) {
        return Json.object().put("token", "sandbox").put("team_id", Ids.TEAM).put("team_domain", Ids.TEAM_DOMAIN)
                .put("channel_id", channel.id()).put("channel_name", channelName(channel)).put("user_id", person.id())
                .put("user_name", person.handle()).put("command", Ids.COMMAND).put("text", text).put("api_app_id", Ids.APP)
                .put("is_enterprise_install", "false").put("response_url", responseUrl).put("trigger_id", trigger);
    }

    static ObjectNode click(Person person, Post post, ObjectNode action, String trigger, String responseUrl) {
        ObjectNode payload = interaction("block_actions", person, trigger);
        ObjectNode container = payload.putObject("container").put("type", "message").put("message_ts", post.ts())
                .put("channel_id", post.channel().id()).put("is_ephemeral", post.onlyFor().isPresent());
        post.thread().ifPresent(thread -> container.put("thread_ts", thread));
        payload.putObject("channel").put("id", post.channel().id()).put("name", channelName(post.channel()));
        payload.set("message", post.content());
        payload.putObject("state").putObject("values");
        payload.put("response_url", responseUrl);
        payload.putArray("actions").add(action);
        return payload;
    }

    static ObjectNode clickInView(Person person, Open open, ObjectNode action, String trigger) {
        ObjectNode payload = interaction("block_actions", person, trigger);
        payload.putObject("container").put("type", "view").put("view_id", open.id());
        payload.set("view", open.view());
        payload.putArray("actions").add(action);
        return payload;
    }

    static ObjectNode submission(Person person, ObjectNode view, String trigger) {
        ObjectNode payload = interaction("view_submission", person, trigger);
        payload.set("view", view);
        payload.putArray("response_urls");
        return payload;
    }

    static ObjectNode closed(Person person, ObjectNode view) {
        ObjectNode payload = interaction("view_closed", person, "");
        payload.remove("trigger_id");
        payload.set("view", view);
        return payload.put("is_cleared", false);
    }

    static ObjectNode event(String eventId, long epochSecond, ObjectNode event) {
        ObjectNode payload = Json.object().put("token", "sandbox").put("team_id", Ids.TEAM).put("api_app_id", Ids.APP)
                .put("type", "event_callback").put("event_id", eventId).put("event_time", epochSecond);
        payload.set("event", event);
        payload.putArray("authorizations").addObject().putNull("enterprise_id").put("team_id", Ids.TEAM).put("user_id", Ids.BOT_USER)
                .put("is_bot", true).put("is_enterprise_install", false);
        return payload.put("is_ext_shared_channel", false);
    }

    private static ObjectNode interaction(String type, Person person, String trigger) {
        ObjectNode payload = Json.object().put("type", type);
        payload.putObject("user").put("id", person.id()).put("username", person.handle()).put("name", person.handle()).put("team_id",
                Ids.TEAM);
        payload.put("api_app_id", Ids.APP).put("token", "sandbox").put("trigger_id", trigger);
        payload.putObject("team").put("id", Ids.TEAM).put("domain", Ids.TEAM_DOMAIN);
        payload.putNull("enterprise");
        return payload.put("is_enterprise_install", false);
    }

    private static String channelName(Channel channel) {
        return channel.with().isPresent() ? "directmessage" : channel.name();
    }
}
