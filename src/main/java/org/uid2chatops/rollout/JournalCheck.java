package org.uid2chatops.rollout;

import java.time.OffsetDateTime;
import java.util.LinkedHashSet;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import org.uid2chatops.chain.ChainWalk;

/**
 * Checks journals: each row's hash covers the row and the hash before it, so that a changed, removed or reordered row shows. Reads only.
 * Thread-safe.
 */
@Component
class JournalCheck {

    private final JdbcClient jdbc;

    JournalCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Verified of(Rollout rollout) {
        var hashes = new LinkedHashSet<String>();
        var walk = new ChainWalk();
        jdbc.sql("select * from journal where rollout_id = ? and seq <= ? order by seq").params(rollout.id().value(), rollout.seq())
                .query(row -> {
                    String hash = row.getString("hash");
                    hashes.add(hash);
                    walk.row(row.getLong("seq"), row.getString("previous"), hash, Journal.hash(row.getString("previous"), rollout.id(),
                            row.getLong("seq"), row.getObject("at", OffsetDateTime.class).toInstant(), row.getString("type"),
                            row.getString("body")));
                });
        return new Verified(rollout.id(), rollout.target(), rollout.started(), hashes.size(), walk.end(rollout.seq(), rollout.head()),
                hashes);
    }
}
