package org.uid2chatops.azure;

import java.util.Map;

import org.uid2chatops.config.Target;
import org.uid2chatops.sandbox.Place;
import org.uid2chatops.testing.TestTarget;

/** The target {@code integ} with the guide's own names and values, signed in with what the sandbox's Entra knows. */
final class Integ {

    static final String KEY = "UID2-O-I-123-sandbox.integ.key";

    private Integ() {
    }

    static TestTarget settings() {
        return TestTarget.integ().with(Map.of("tenant-id", Place.TENANT, "client-id", Place.CLIENT_ID, "client-secret", Place.CLIENT_SECRET,
                "tags.team", "identity", "tags.managed-by", "uid2-chatops"));
    }

    static Target target() {
        return settings().read();
    }
}
