package org.uid2chatops.sandbox.kubernetes.api;

import java.util.Optional;

import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.time.SimulatedClock;

/** The built-in API server with nothing around it: no controllers, no faults, no record. */
public final class BareServer implements AutoCloseable {

    /** The only one it takes. */
    public static final String TOKEN = "token";
    private final ApiServer server = new ApiServer(new Ca(), new SimulatedClock(60), "1.34.9", 1, (_, _, _) -> Optional.empty(),
            new ApiServer.Clients() {
                @Override
                public boolean known(String token) {
                    return token.equals(TOKEN);
                }

                @Override
                public Optional<Answer> fault(Call call, String token) {
                    return Optional.empty();
                }

                @Override
                public void exchanged(Call call, String token, int status, JsonNode request, JsonNode response) {
                    // Nobody asks
                }
            });

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
