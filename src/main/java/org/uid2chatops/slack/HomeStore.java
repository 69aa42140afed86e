package org.uid2chatops.slack;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who has opened the bot's Home, and when last. Thread-safe. */
@Component
class HomeStore {

    private final JdbcClient jdbc;

    HomeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void opened(String user, Instant now) {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        if (jdbc.sql("update home set opened_at = ? where slack_user = ?").params(at, user).update() == 0) {
            jdbc.sql("insert into home (slack_user, opened_at) values (?, ?) on conflict do nothing").params(user, at).update();
        }
    }

    /** Returns the Slack ids of who has opened it since then, who did so last first. */
    List<String> openedSince(Instant since) {
        return jdbc.sql("select slack_user from home where opened_at >= ? order by opened_at desc, slack_user")
                .param(since.atOffset(ZoneOffset.UTC)).query((row, _) -> row.getString(1)).list();
    }
}
