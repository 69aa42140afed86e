package org.uid2chatops.scheduling;

import java.sql.SQLException;
import java.util.Locale;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tasks that a run of the bot was at when it was killed. Other replicas take them over once enough heartbeats are missing. Where the
 * database is a file that only one process can have open, nobody else can be at them: the next run goes on at once.
 */
final class LeftBehind {

    private static final Logger LOG = LoggerFactory.getLogger(LeftBehind.class);

    private LeftBehind() {
    }

    /** Gives tasks back that nobody can be at any more. To be called before the scheduler starts. */
    static void release(DataSource database) {
        if (!isOnesAlone(database)) {
            return;
        }
        int released = JdbcClient.create(database)
                .sql("update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null, version = version + 1 where picked")
                .update();
        if (released > 0) {
            LOG.info("Going on with {} tasks that were under way when the bot ended", released);
        }
    }

    /** H2 locks its file; a server, or memory that others share, it does not. Source: H2, "Database File Locking". */
    private static boolean isOnesAlone(DataSource database) {
        try (var connection = database.getConnection()) {
            return connection.getMetaData().getURL().toLowerCase(Locale.ROOT).startsWith("jdbc:h2:file:");
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not say what it is", e);
        }
    }
}
