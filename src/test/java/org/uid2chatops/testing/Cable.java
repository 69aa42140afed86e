package org.uid2chatops.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between the bot and a server on this machine, which a test can pull out and put in again. Thread-safe. */
public final class Cable implements AutoCloseable {

    private final ServerSocket near;
    private final int far;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean pulled;
    private volatile boolean silent;

    /** @param far port of the server */
    public Cable(int far) throws IOException {
        this.far = far;
        near = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Returns the port to connect to in place of the server's. */
    public int port() {
        return near.getLocalPort();
    }

    /** Breaks every connection, and lets none be made. */
    public void pull() {
        pulled = true;
        open.forEach(Cable::end);
    }

    /** Swallows all that is sent, either way, and breaks nothing: as a firewall does that has forgotten a connection. */
    public void hush() {
        silent = true;
    }

    public void plug() {
        pulled = false;
        silent = false;
    }

    private void accept() {
        while (!near.isClosed()) {
            try {
                Socket from = near.accept();
                if (pulled) {
                    end(from);
                    continue;
                }
                var to = new Socket(InetAddress.getLoopbackAddress(), far);
                open.add(from);
                open.add(to);
                Thread.ofVirtual().start(() -> carry(from, to));
                Thread.ofVirtual().start(() -> carry(to, from));
            } catch (IOException closed) {
                // either end is gone; whoever used it notices
            }
        }
    }

    private void carry(Socket from, Socket to) {
        try {
            var buffer = new byte[8192];
            for (int read = from.getInputStream().read(buffer); read >= 0; read = from.getInputStream().read(buffer)) {
                if (!silent) {
                    to.getOutputStream().write(buffer, 0, read);
                }
            }
        } catch (IOException broken) {
            // as with a real one, both ends notice by themselves
        } finally {
            end(from);
            end(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        near.close();
        pull();
    }
}
