package org.uid2chatops.sandbox.kubernetes.api;

import java.util.Optional;

import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.time.SimulatedClock;

/** The built-in API server with nothing around it: no controllers, no faults, no record. */
public final class BareServer implements AutoCloseable {

    /** The only one it takes. */
    public static final String TOKEN = "token";
    private final ApiServer server = new ApiServer(new Ca(), new SimulatedClock(60), "1.34.9", 1, (_, _, _) -> Optional.empty(),
            TOKEN::equals);

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
