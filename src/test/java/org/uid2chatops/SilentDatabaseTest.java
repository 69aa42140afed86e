package org.uid2chatops;

import java.util.Properties;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How long the bot waits for a database that does not answer. */
class SilentDatabaseTest {

    private final HikariDataSource pool = new HikariDataSource();

    @Test
    void of_postgresql_an_answer_is_waited_for_half_a_minute() {
        assertThat(seen("jdbc:postgresql://db/uid2")).containsEntry("socketTimeout", "30").containsEntry("connectTimeout", "5")
                .containsEntry("tcpKeepAlive", "true");
    }

    @Test
    void what_somebody_has_configured_holds() {
        pool.addDataSourceProperty("socketTimeout", "300");
        assertThat(seen("jdbc:postgresql://db/uid2")).containsEntry("socketTimeout", "300");
    }

    @Test
    void h2_is_told_nothing_since_it_refuses_what_it_does_not_know() {
        assertThat(seen("jdbc:h2:mem:a")).isEmpty();
    }

    private Properties seen(String url) {
        pool.setJdbcUrl(url);
        new SilentDatabase().postProcessAfterInitialization(pool, "dataSource");
        return pool.getDataSourceProperties();
    }
}
