package org.uid2chatops.slack;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.slack.api.model.User;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import org.uid2chatops.access.People;
import org.uid2chatops.slack.SlackApi.Answer;

/** People as Slack knows them. What was answered is remembered for as long as the one who asks allows; a failure is not. */
@Component
class SlackPeople implements People {

    private static final Duration FORGOTTEN = Duration.ofMinutes(10);
    private static final int MOST_KEPT = 5_000;

    private final SlackApi slack;
    private final Workspace workspace;
    private final Ticker ticker;
    private final Cache<String, Standing> standings;
    private final Cache<String, Fetched> groups;

    @Autowired
    SlackPeople(SlackApi slack, Workspace workspace) {
        this(slack, workspace, Ticker.systemTicker());
    }

    SlackPeople(SlackApi slack, Workspace workspace, Ticker ticker) {
        this.slack = slack;
        this.workspace = workspace;
        this.ticker = ticker;
        this.standings = Caffeine.newBuilder().expireAfterWrite(FORGOTTEN).maximumSize(MOST_KEPT).ticker(ticker).build();
        this.groups = Caffeine.newBuilder().expireAfterWrite(FORGOTTEN).maximumSize(MOST_KEPT).ticker(ticker).build();
    }

    /** Who was in a group, and when Slack said so. */
    private record Fetched(Set<String> users, long at) {
    }

    @Override
    public Standing standing(String user) {
        Standing known = standings.getIfPresent(user);
        if (known != null) {
            return known;
        }
        Standing standing = switch (slack.call(methods -> methods.usersInfo(request -> request.user(user)))) {
            case Answer.Ok(var response) -> of(response.getUser());
            case Answer.Refused(String error) when error.equals("user_not_found") || error.equals("user_not_visible") ->
                new Standing.Outsider("not known");
            case Answer.Refused(String error) -> new Standing.Unknown("Slack refuses users.info (" + error + ")");
            case Answer.Later(_, String why, _) -> new Standing.Unknown(why);
        };
        if (!(standing instanceof Standing.Unknown)) {
            standings.put(user, standing);
        }
        return standing;
    }

    private Standing of(User user) {
        if (user.isDeleted()) {
            return new Standing.Outsider("deactivated");
        }
        if (user.isBot() || user.isWorkflowBot()) {
            return new Standing.Outsider("a bot");
        }
        if (user.isRestricted() || user.isUltraRestricted()) {
            return new Standing.Outsider("a guest");
        }
        return user.isStranger() || !workspace.isOwn(user.getTeamId())
                ? new Standing.Outsider("from another workspace")
                : new Standing.Member();
    }

    @Override
    public Members members(String group, Duration notOlderThan) {
        Fetched known = groups.getIfPresent(group);
        if (known != null && ticker.read() - known.at() < notOlderThan.toNanos()) {
            return new Members.Known(known.users());
        }
        return switch (slack.call(methods -> methods.usergroupsUsersList(request -> request.usergroup(group)))) {
            case Answer.Ok(var response) -> {
                Set<String> users = Set.copyOf(Optional.ofNullable(response.getUsers()).orElse(java.util.List.of()));
                groups.put(group, new Fetched(users, ticker.read()));
                yield new Members.Known(users);
            }
            case Answer.Refused(String error) -> new Members.Unknown("Slack refuses it: " + error);
            case Answer.Later(_, String why, _) -> new Members.Unknown(why);
        };
    }
}
