package org.uid2chatops.sandbox.slack.socket;

import java.time.Duration;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;

/** Turns {@code GET /link?ticket=…} into a socket, and leaves everything else to the next handler. */
public final class SocketHandler extends Handler.Wrapper {

    private final Sockets sockets;
    private @Nullable ServerWebSocketContainer container;

    public SocketHandler(Sockets sockets, Handler next) {
        super(next);
        this.sockets = sockets;
    }

    @Override
    protected void doStart() throws Exception {
        container = ServerWebSocketContainer.ensure(getServer());
        container.setIdleTimeout(Duration.ZERO);
        container.setMaxTextMessageSize(1 << 20);
        super.doStart();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (container == null || !request.getHttpURI().getPath().equals("/link")) {
            return super.handle(request, response, callback);
        }
        Fields query = Request.extractQueryParameters(request);
        String ticket = query.getValue("ticket");
        @Nullable
        BotSocket socket = ticket == null ? null : sockets.redeem(ticket);
        if (socket == null) {
            Response.writeError(request, response, callback, 403, "this ticket is not valid, or was used already");
            return true;
        }
        return container.upgrade((_, _, _) -> socket, request, response, callback);
    }
}
