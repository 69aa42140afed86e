package org.uid2chatops.sandbox;

import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import org.uid2chatops.sandbox.slack.say.Quiet;

/** Reads from the bot's database whether it has anything left to do or to say. */
final class QuietBot implements Quiet {

    private final JdbcClient jdbc;

    QuietBot(ApplicationContext bot) {
        this.jdbc = bot.getBean(JdbcClient.class);
    }

    @Override
    public boolean nothingRuns() {
        return count("select count(*) from rollout where status = 'RUNNING'") == 0
                && count("select count(*) from inbox where answered_at is null") == 0
                && count("select count(*) from approval where state = 'APPROVED'") == 0
                && count("select count(*) from outbox") == 0;
    }

    @Override
    public boolean everyRolloutEndedWell() {
        return count("select count(*) from rollout where status <> 'SUCCEEDED'") == 0
                && count("select count(*) from approval where state not in ('STARTED', 'SUPERSEDED')") == 0;
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
