package org.uid2chatops.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The two databases that the bot runs on. Everything that stores is tested on both, with the same tests. */
public enum TestDatabase {
    H2 {
        @Override
        public String freshUrl() {
            return "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
        }
    },
    POSTGRESQL {
        @Override
        public String freshUrl() {
            String name = "t" + UUID.randomUUID().toString().replace("-", "");
            try (var connection = Server.ONE.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
            return Server.ONE.getJdbcUrl("postgres", name);
        }
    };

    /** Returns the address of a new, empty database. */
    public abstract String freshUrl();

    /** Returns a new database with the bot's schema. */
    public DataSource fresh() {
        var database = new DriverManagerDataSource(freshUrl());
        Flyway.configure().dataSource(database).load().migrate();
        return database;
    }

    /** One server for the whole test run; it ends with the JVM. */
    private static final class Server {
        private static final EmbeddedPostgres ONE = started();

        private static EmbeddedPostgres started() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
