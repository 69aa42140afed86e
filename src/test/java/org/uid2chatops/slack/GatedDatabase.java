package org.uid2chatops.slack;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.AbstractDataSource;

/** A database that can be made to keep everybody waiting. */
final class GatedDatabase extends AbstractDataSource {
    private final DataSource database;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    GatedDatabase(DataSource database) {
        this.database = database;
    }

    void shut() {
        gate = new CountDownLatch(1);
    }

    void open() {
        gate.countDown();
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
        return database.getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return new PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8);
    }
}
