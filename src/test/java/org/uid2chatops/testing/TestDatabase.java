package org.uid2chatops.testing;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.h2.tools.RunScript;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The two databases that the bot runs on. Everything that stores is tested on both, with the same tests. */
public enum TestDatabase {
    H2 {
        @Override
        public String freshUrl() {
            return "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
        }

        @Override
        public String migratedUrl() {
            String url = freshUrl();
            try (var connection = new DriverManagerDataSource(url).getConnection()) {
                RunScript.execute(connection, new StringReader(Schema.OF_H2));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return url;
        }

        @Override
        public DataSource fresh() {
            return new DriverManagerDataSource(migratedUrl());
        }
    },
    POSTGRESQL {
        @Override
        public String freshUrl() {
            return Server.database("");
        }

        @Override
        public String migratedUrl() {
            return Server.database(" template " + Schema.OF_POSTGRESQL);
        }

        @Override
        public DataSource fresh() {
            return Server.pool(migratedUrl());
        }
    };

    /** Returns the address of a new, empty database. */
    public abstract String freshUrl();

    /** Returns the address of a new database with the bot's schema. */
    public abstract String migratedUrl();

    /** Returns a new database with the bot's schema. */
    public abstract DataSource fresh();

    /** The bot's schema, made once by its migrations: every database is a copy of it. */
    private static final class Schema {
        private static final String OF_H2 = ofH2();
        private static final String OF_POSTGRESQL = ofPostgresql();

        private static String ofH2() {
            return String.join("\n", JdbcClient.create(migrated(H2.freshUrl())).sql("script").query(String.class).list());
        }

        /** Returns the name of a database. */
        private static String ofPostgresql() {
            String url = POSTGRESQL.freshUrl();
            migrated(url);
            return URI.create(url.substring("jdbc:".length())).getPath().substring(1);
        }

        private static DataSource migrated(String url) {
            var database = new DriverManagerDataSource(url);
            Flyway.configure().dataSource(database).load().migrate();
            return database;
        }
    }

    /** One server for the whole test run; it ends with the JVM. */
    private static final class Server {
        /** Of a test. */
        private static final int MOST_CONNECTIONS = 16;
        private static final EmbeddedPostgres ONE = started();

        /** @param of what it is made of, after its name */
        private static synchronized String database(String of) {
            String name = "t" + UUID.randomUUID().toString().replace("-", "");
            try (var connection = ONE.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
                statement.execute("create database " + name + of);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return ONE.getJdbcUrl("postgres", name);
        }

        /** PostgreSQL starts a process for each connection; those that are idle are given up, since nobody closes a test's database. */
        private static DataSource pool(String url) {
            var config = new HikariConfig();
            config.setJdbcUrl(url);
            config.setMinimumIdle(0);
            config.setMaximumPoolSize(MOST_CONNECTIONS);
            config.setIdleTimeout(10_000);
            return new HikariDataSource(config);
        }

        private static EmbeddedPostgres started() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("fsync", "off").setServerConfig("max_connections", "500").start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
