package org.uid2chatops.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.LongStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import org.uid2chatops.testing.MovableClock;
import org.uid2chatops.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody changes the audit behind the bot. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class AuditTest {

    private static final Instant START = Instant.parse("2026-11-25T08:00:00Z");

    @Parameter
    TestDatabase database;
    JdbcClient jdbc;
    Audit audit;

    @BeforeEach
    void start() {
        var source = database.fresh();
        jdbc = JdbcClient.create(source);
        var clock = new MovableClock(START);
        audit = new Audit(jdbc, new TransactionTemplate(new DataSourceTransactionManager(source)), clock);
        for (int i = 1; i <= 7; i++) {
            audit.record("prod", "U1", "asked: lock", "number " + i, "");
            clock.pass(Duration.ofMinutes(1));
        }
        audit.record("integ", "U1", "asked: lock", "", "");
    }

    @Test
    void what_nobody_touched_is_whole() {
        assertThat(audit.broken("prod")).isEmpty();
        assertThat(audit.broken("integ")).isEmpty();
        assertThat(audit.broken("nowhere")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            update audit set detail = 'x' where target = 'prod' and seq = 7 | row 7 is not what was written: its content and its hash disagree
            delete from audit where target = 'prod' and seq = 3             | row 3 is missing
            delete from audit where target = 'prod' and seq in (3, 4)       | rows 3 to 4 are missing
            delete from audit where target = 'prod' and seq > 5             | it ends at row 5, and was written up to row 7
            delete from audit_chain where target = 'prod'                   | row 1 was not written by me
            update audit_chain set seq = 5 where target = 'prod'            | row 5 is not the one that was written last: it was replaced
            """)
    void what_somebody_changed_is_named(String change, String what) {
        jdbc.sql(change).update();
        assertThat(audit.broken("prod").orElseThrow().what()).isEqualTo(what);
        assertThat(audit.broken("integ")).isEmpty();
    }

    @Test
    void a_row_behind_the_last_one_shows() {
        jdbc.sql("""
                insert into audit (target, seq, at, slack_user, what, detail, digest, previous, hash)
                select target, 8, at, slack_user, what, detail, digest, hash, hash from audit where target = 'prod' and seq = 7""")
                .update();
        assertThat(audit.broken("prod").orElseThrow().what()).isEqualTo("row 8 was not written by me");
    }

    @Test
    void however_many_rows_there_are_none_is_left_out() {
        jdbc.sql("""
                insert into audit (target, seq, at, slack_user, what, detail, digest, previous, hash)
                select 'many', a.seq * 343 + b.seq * 49 + c.seq * 7 + d.seq - 399, a.at, '', '', '', '', '', ''
                from audit a, audit b, audit c, audit d
                where a.target = 'prod' and b.target = 'prod' and c.target = 'prod' and d.target = 'prod'""").update();
        var seqs = new ArrayList<Long>();
        audit.each("many", 2, 2400, row -> seqs.add(row.seq()));
        assertThat(seqs).isEqualTo(LongStream.rangeClosed(2, 2400).boxed().toList());
    }

    @Test
    void rows_from_then_until_then_leave_none_out_in_between() {
        jdbc.sql("update audit set at = at + interval '1' day where target = 'prod' and seq = 4").update();
        AuditSpan span = audit.span("prod", START.plusSeconds(90), START.plusSeconds(330));
        assertThat(span).isEqualTo(new AuditSpan(3, 6));
        var seqs = new ArrayList<Long>();
        audit.each("prod", span.first(), span.last(), row -> seqs.add(row.seq()));
        assertThat(seqs).containsExactly(3L, 4L, 5L, 6L);
        assertThat(audit.span("prod", START.plusSeconds(90), START.plusSeconds(91)).size()).isZero();
    }
}
