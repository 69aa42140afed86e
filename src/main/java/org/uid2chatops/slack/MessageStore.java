package org.uid2chatops.slack;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where a rollout's messages are in Slack. Thread-safe. */
@Component
class MessageStore {

    private final JdbcClient jdbc;

    MessageStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Posted> find(Address address) {
        return jdbc.sql("select channel, ts, digest from message where rollout = ? and kind = ? and seq = ?")
                .params(address.rollout(), address.kind().name(), address.seq())
                .query((rs, _) -> new Posted(rs.getString(1), rs.getString(2), rs.getString(3))).optional();
    }

    void save(Address address, Posted posted) {
        int updated = jdbc.sql("update message set channel = ?, ts = ?, digest = ? where rollout = ? and kind = ? and seq = ?")
                .params(posted.channel(), posted.ts(), posted.digest(), address.rollout(), address.kind().name(), address.seq()).update();
        if (updated == 0) {
            jdbc.sql("insert into message (rollout, kind, seq, channel, ts, digest) values (?, ?, ?, ?, ?, ?)")
                    .params(address.rollout(), address.kind().name(), address.seq(), posted.channel(), posted.ts(), posted.digest())
                    .update();
        }
    }

    void forget(Address address) {
        jdbc.sql("delete from message where rollout = ? and kind = ? and seq = ?")
                .params(address.rollout(), address.kind().name(), address.seq()).update();
    }

    /** What kind of message of a rollout. */
    enum Kind {
        LIVE,
        DETAIL,
        OUTCOME
    }

    /** Which message of a rollout: of the details, the one that ends with the journal row {@code seq}. */
    record Address(String rollout, Kind kind, long seq) {

        static Address live(String rollout) {
            return new Address(rollout, Kind.LIVE, 0);
        }
    }

    /** Where it is, and a digest of what it shows. */
    record Posted(String channel, String ts, String digest) {
    }
}
