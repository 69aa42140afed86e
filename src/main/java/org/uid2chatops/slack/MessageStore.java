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

    /**
     * Notes where a new message is.
     *
     * @return false if another one was noted before, which stays
     */
    boolean first(Address address, Posted posted) {
        return jdbc.sql("insert into message (rollout, kind, seq, channel, ts, digest) values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                .params(address.rollout(), address.kind().name(), address.seq(), posted.channel(), posted.ts(), posted.digest())
                .update() == 1;
    }

    /**
     * Notes that a message was edited.
     *
     * @param before as it was read before the edit
     * @return false if another edit was noted meanwhile: which of them came last is not known, so neither is what it shows
     */
    boolean edited(Address address, Posted before, String digest) {
        if (jdbc.sql("update message set digest = ? where rollout = ? and kind = ? and seq = ? and ts = ? and digest = ?")
                .params(digest, address.rollout(), address.kind().name(), address.seq(), before.ts(), before.digest()).update() == 1) {
            return true;
        }
        jdbc.sql("update message set digest = '' where rollout = ? and kind = ? and seq = ?")
                .params(address.rollout(), address.kind().name(), address.seq()).update();
        return false;
    }

    /**
     * Notes that a message was posted in place of another.
     *
     * @return false if that one is not the one noted any more
     */
    boolean replaced(Address address, Posted before, Posted now) {
        return jdbc.sql("update message set channel = ?, ts = ?, digest = ? where rollout = ? and kind = ? and seq = ? and ts = ?")
                .params(now.channel(), now.ts(), now.digest(), address.rollout(), address.kind().name(), address.seq(), before.ts())
                .update() == 1;
    }

    /** Forgets a message that is gone, unless another has taken its place. */
    void forget(Address address, Posted gone) {
        jdbc.sql("delete from message where rollout = ? and kind = ? and seq = ? and ts = ?")
                .params(address.rollout(), address.kind().name(), address.seq(), gone.ts()).update();
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

        /** Returns a message that was found: what it shows is not known, so that it is edited when it is told the next time. */
        static Posted found(String channel, String ts) {
            return new Posted(channel, ts, "");
        }
    }
}
