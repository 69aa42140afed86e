package org.uid2chatops.sandbox.net;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Ends an exchange in the way that a {@link CutConnection} says. No thread waits for it. */
public final class BrokenExchange {

    private BrokenExchange() {
    }

    public static void end(CutConnection cut, Request request, Response response, Callback callback) {
        EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
        Answer begun = cut.begun();
        if (cut.isByTheClient()) {
            new Silence(connection, callback).last();
        } else if (begun == null) {
            connection.close();
            callback.failed(cut);
        } else {
            response.setStatus(begun.status());
            begun.headers().forEach((name, value) -> response.getHeaders().put(name, value));
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, Math.max(begun.body().length, 64));
            byte[] half = Arrays.copyOf(begun.body(), begun.body().length / 2);
            response.write(false, ByteBuffer.wrap(half), Callback.from(() -> {
                connection.close();
                callback.failed(cut);
            }));
        }
    }

    /** Waits for the client to go away, which is the only thing it can still do. */
    private record Silence(EndPoint connection, Callback exchange) implements Callback {

        void last() {
            if (!connection.tryFillInterested(this)) {
                exchange.failed(new IllegalStateException("somebody else reads from the connection"));
            }
        }

        @Override
        public void succeeded() {
            try {
                if (connection.fill(ByteBuffer.allocate(1024).limit(0)) >= 0) {
                    last();
                    return;
                }
                failed(new CutConnection());
            } catch (java.io.IOException gone) {
                failed(gone);
            }
        }

        @Override
        public void failed(Throwable gone) {
            if (gone instanceof TimeoutException && connection.isOpen()) {
                last();
            } else {
                connection.close();
                exchange.failed(gone);
            }
        }
    }
}
