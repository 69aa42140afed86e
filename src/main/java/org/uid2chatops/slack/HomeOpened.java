package org.uid2chatops.slack;

import java.util.concurrent.ExecutorService;

import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.bolt.context.builtin.EventContext;
import com.slack.api.bolt.handler.BoltEventHandler;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.event.AppHomeOpenedEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import org.uid2chatops.scheduling.Threads;

/** Acknowledges that somebody opened the bot's Home; beside that it is noted, and published by the outbox. */
@Component
class HomeOpened implements BoltEventHandler<AppHomeOpenedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(HomeOpened.class);
    /** Slack tells of the other tab of the bot with the same event. */
    private static final String MESSAGES = "messages";

    private final Workspace workspace;
    private final HomePosts homes;
    private final Outsiders outsiders;
    private final ExecutorService noting = Threads.perTask("home");

    HomeOpened(Workspace workspace, HomePosts homes, Outsiders outsiders) {
        this.workspace = workspace;
        this.homes = homes;
        this.outsiders = outsiders;
    }

    @Override
    public Response apply(EventsApiPayload<AppHomeOpenedEvent> payload, EventContext context) {
        @Nullable
        String user = payload.getEvent().getUser();
        if (!workspace.isOwn(payload.getTeamId())) {
            outsiders.note(user, "Home opened from another workspace", payload.getTeamId());
        } else if (user != null && !MESSAGES.equals(payload.getEvent().getTab())) {
            noting.execute(() -> opened(user));
        }
        return context.ack();
    }

    private void opened(String user) {
        try {
            homes.opened(user);
        } catch (RuntimeException away) {
            LOG.error("{} opened the Home, which could not be noted: they see it as it was, and can open it again", user, away);
        }
    }
}
