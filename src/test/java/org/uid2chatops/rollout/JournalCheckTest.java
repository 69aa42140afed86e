package org.uid2chatops.rollout;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import org.uid2chatops.chain.ChainBreak;
import org.uid2chatops.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody changes the database behind the bot. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class JournalCheckTest {

    @Parameter
    TestDatabase database;
    JdbcClient jdbc;
    Fixture fixture;
    RolloutId id;
    JournalCheck check;

    @BeforeEach
    void start() {
        DataSource source = database.fresh();
        jdbc = JdbcClient.create(source);
        check = new JournalCheck(jdbc);
        fixture = new Fixture(source);
        var bot = fixture.process("bot-1");
        id = fixture.open(bot, "a");
        bot.turns().take(id, StepName.RESOURCE_GROUP);
        assertThat(rows()).isGreaterThan(5);
    }

    @Test
    void what_nobody_touched_is_whole() {
        var verified = check.of(fixture.table.find(id).orElseThrow());
        assertThat(verified.broken()).isEmpty();
        assertThat(verified.rows()).isEqualTo(rows());
        assertThat(verified.hashes()).contains(fixture.table.find(id).orElseThrow().head());
    }

    @Test
    void a_changed_row_shows() {
        jdbc.sql("update journal set body = replace(body, 'U1', 'U2') where seq = 1").update();
        assertThat(broken()).isEqualTo(new ChainBreak(1, "row 1 is not what was written: its content and its hash disagree"));
    }

    @Test
    void a_changed_time_shows() {
        jdbc.sql("update journal set at = at + interval '1' second where seq = 3").update();
        assertThat(broken().seq()).isEqualTo(3);
    }

    @Test
    void a_removed_row_shows() {
        jdbc.sql("delete from journal where seq = 3").update();
        assertThat(broken()).isEqualTo(new ChainBreak(3, "row 3 is missing"));
    }

    @Test
    void removed_last_rows_show() {
        jdbc.sql("delete from journal where seq > 3").update();
        assertThat(broken().what())
                .isEqualTo("it ends at row 3, and was written up to row " + fixture.table.find(id).orElseThrow().seq());
    }

    @Test
    void reordered_rows_show() {
        jdbc.sql("update journal set seq = 100 where seq = 3").update();
        jdbc.sql("update journal set seq = 3 where seq = 4").update();
        jdbc.sql("update journal set seq = 4 where seq = 100").update();
        assertThat(broken().seq()).isEqualTo(3);
    }

    @Test
    void a_row_that_was_replaced_with_a_hash_of_its_own_shows_at_the_next_one() {
        var row = fixture.journal.rows(id).get(2);
        String body = "{\"step\":\"RESOURCE_GROUP\"}";
        String hash = Journal.hash(row.previous(), id, 3, row.at(), "Sent", body);
        jdbc.sql("update journal set type = 'Sent', body = ?, hash = ? where seq = 3").params(body, hash).update();
        assertThat(broken()).isEqualTo(new ChainBreak(4, "row 4 does not follow the row before it: one of them was replaced"));
    }

    private ChainBreak broken() {
        return check.of(fixture.table.find(id).orElseThrow()).broken().orElseThrow();
    }

    private int rows() {
        return fixture.journal.rows(id).size();
    }
}
