package org.uid2chatops.slack;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import org.uid2chatops.outbox.Courier.Result;
import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.slack.SlackApi.Answer;

/** Publishes people's Homes: when they are opened, and anew when something changes, so that no button stays that decides nothing. */
@Component
class HomePosts {

    private static final Logger LOG = LoggerFactory.getLogger(HomePosts.class);
    /** On the bot's clock: for how long a Home that nobody opens is kept up to date. It is published when it is opened again. */
    private static final Duration KEPT = Duration.ofDays(7);

    private final SlackApi slack;
    private final HomeStore store;
    private final HomePage page;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final Clock clock;

    HomePosts(SlackApi slack, HomeStore store, HomePage page, Outbox outbox, TransactionTemplate transaction, Clock clock) {
        this.slack = slack;
        this.store = store;
        this.page = page;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Notes that somebody looks at their Home now. Calls nobody. */
    void opened(String user) {
        transaction.executeWithoutResult(_ -> {
            store.opened(user, clock.instant());
            outbox.add(new Message.Home(user, true));
        });
    }

    /** Has the Homes published anew that people look at. */
    Result spread() {
        transaction.executeWithoutResult(
                _ -> store.openedSince(clock.instant().minus(KEPT)).forEach(user -> outbox.add(new Message.Home(user, false))));
        return new Result.Delivered();
    }

    Result deliver(String user) {
        HomeView home = page.of(user);
        return switch (slack.call(methods -> methods.viewsPublish(request -> request.userId(user).view(home.view())))) {
            case Answer.Ok(_) -> home.certain() ? new Result.Delivered() : new Result.Changing();
            case Answer.Refused(var error) when Refusals.ofToken(error) -> Refusals.of(error);
            case Answer.Refused(var error) -> {
                LOG.error("Slack does not take the Home of {} ({}); it is dropped until it is opened again", user, error);
                yield new Result.Delivered();
            }
            case Answer.Later(Optional<Duration> after, String why, _) -> new Result.Failed(why, after, false);
        };
    }
}
