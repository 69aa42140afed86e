package org.uid2chatops.sandbox.kubernetes.conformance;

import java.util.LinkedHashMap;
import java.util.Map;

/** Named checks of an API server. */
final class Checks {

    /** What is checked. */
    @FunctionalInterface
    interface Check {
        void on(Api api) throws Exception;
    }

    private final Map<String, Check> all = new LinkedHashMap<>();

    /** @param name a sentence that says what the server does */
    void add(String name, Check check) {
        if (all.put(name, check) != null) {
            throw new IllegalArgumentException("there are two checks '" + name + "'");
        }
    }

    Map<String, Check> all() {
        return all;
    }
}
