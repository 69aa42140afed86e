package org.uid2chatops.sandbox.kubernetes.conformance;

import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** An answer of the API server under test. */
record Reply(int code, String text) {

    private static final JsonMapper JSON = new JsonMapper();

    JsonNode json() {
        return JSON.readTree(text);
    }

    /** Reads JSON that is written with single quotes. */
    static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    JsonNode at(String pointer) {
        return json().at(pointer);
    }

    String string(String pointer) {
        return at(pointer).asString("");
    }

    String version() {
        return string("/metadata/resourceVersion");
    }

    Reply is(int expected) {
        assertThat(code).as(text).isEqualTo(expected);
        return this;
    }

    /** The value there is that; a template's empty time of creation, which newer servers leave out, does not count. */
    Reply has(String pointer, String expected) {
        assertThat(json(at(pointer).toString().replace("\"creationTimestamp\":null,", ""))).as(pointer + " in " + text)
                .isEqualTo(json(expected));
        return this;
    }

    Reply lacks(String pointer) {
        assertThat(at(pointer).isMissingNode()).as(pointer + " in " + text).isTrue();
        return this;
    }

    /** It is a failed {@code Status} of that code and reason. */
    Reply fails(int expected, String reason) {
        is(expected);
        assertThat(List.of(string("/kind"), string("/apiVersion"), string("/status"), string("/reason"), at("/code").asInt(0)))
                .as(text).isEqualTo(List.of("Status", "v1", "Failure", reason, expected));
        return this;
    }

    Reply says(String part) {
        assertThat(string("/message")).contains(part);
        return this;
    }

    Reply about(String kind, String name) {
        assertThat(List.of(string("/details/kind"), string("/details/name"))).as(text).isEqualTo(List.of(kind, name));
        return this;
    }

    /** One of its causes is about that field. */
    Reply cause(String field, String reason) {
        assertThat(json().path("details").path("causes")).as(text).anySatisfy(cause -> {
            assertThat(cause.path("field").asString("")).isEqualTo(field);
            assertThat(cause.path("reason").asString("")).isEqualTo(reason);
            assertThat(cause.path("message").asString("")).isNotEmpty();
        });
        return this;
    }
}
