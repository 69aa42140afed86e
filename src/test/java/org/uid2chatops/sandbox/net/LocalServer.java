package org.uid2chatops.sandbox.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;

/** An HTTP server on 127.0.0.1, plain or with a certificate of the world's CA. */
public final class LocalServer implements AutoCloseable {

    private final Server server;
    private final ServerConnector connector;

    /** No thread of its own accepts: interrupted when the server stops, it loses a connection just accepted, which stays open, unread. */
    private LocalServer(int port, @Nullable Ca ca, Handler handler) {
        var pool = new QueuedThreadPool(16, 2);
        pool.setVirtualThreadsExecutor(new VirtualThreadPool());
        pool.setDaemon(true);
        server = new Server(pool);
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        var http = new HttpConnectionFactory(configuration);
        if (ca == null) {
            connector = new ServerConnector(server, 0, 1, http);
        } else {
            configuration.addCustomizer(new SecureRequestCustomizer(false));
            connector = new ServerConnector(server, 0, 1, new SslConnectionFactory(ca.serverTls(), HttpVersion.HTTP_1_1.asString()), http);
        }
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(handler);
    }

    /** Starts a plain server; port 0 takes a free one. */
    public static LocalServer plain(int port, Handler handler) {
        return new LocalServer(port, null, handler).started();
    }

    /** Starts a server with TLS; port 0 takes a free one. */
    public static LocalServer tls(int port, Ca ca, Handler handler) {
        return new LocalServer(port, ca, handler).started();
    }

    /** Returns a handler that reads the whole request and gives it to {@code endpoint}; an exception becomes a 500 with its text. */
    public static Handler serving(Endpoint endpoint) {
        return new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                Answer answer;
                try {
                    answer = endpoint.answer(read(request));
                } catch (CutConnection cut) {
                    BrokenExchange.end(cut, request, response, callback);
                    return true;
                } catch (RuntimeException | IOException broken) {
                    answer = Answer.text(500, "text/plain", "the sandbox itself failed: " + broken);
                }
                response.setStatus(answer.status());
                answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
                response.write(true, ByteBuffer.wrap(answer.body()), callback);
                return true;
            }
        };
    }

    /** Reads a request to its end. */
    public static Call read(Request request) throws IOException {
        var headers = new HashMap<String, String>();
        request.getHeaders().forEach(field -> headers.merge(field.getName().toLowerCase(Locale.ROOT), field.getValue(), (a, b) -> a));
        byte[] body;
        try (var in = Content.Source.asInputStream(request)) {
            body = in.readAllBytes();
        }
        var uri = request.getHttpURI();
        return new Call(request.getMethod(), URLDecoder.decode(uri.getPath().replace("+", "%2B"), StandardCharsets.UTF_8),
                uri.getPathQuery(), query(uri.getQuery()), headers, body);
    }

    private static Map<String, String> query(@Nullable String raw) {
        var query = new HashMap<String, String>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                query.putIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private LocalServer started() {
        try {
            server.start();
            return this;
        } catch (Exception e) {
            throw new UncheckedIOException(new IOException("cannot listen on 127.0.0.1:" + connector.getPort() + ": " + e.getMessage(), e));
        }
    }

    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.setStopTimeout(0);
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
