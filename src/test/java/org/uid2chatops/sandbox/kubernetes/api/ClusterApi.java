package org.uid2chatops.sandbox.kubernetes.api;

import java.util.List;

import tools.jackson.databind.JsonNode;

/** The API of one cluster as a bot reaches it: on a port of this machine, with TLS and a bearer token. Thread-safe. */
public interface ClusterApi extends AutoCloseable {

    int port();

    /** Returns the objects of a kind (its name in any case, or its plural), secrets masked; empty if there is no such kind. */
    List<JsonNode> objects(String kind);

    /** Returns every object, secrets masked. */
    List<JsonNode> objects();

    @Override
    void close();
}
