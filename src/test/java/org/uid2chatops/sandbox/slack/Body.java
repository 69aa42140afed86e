package org.uid2chatops.sandbox.slack;

import java.util.Optional;

import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.slack.workspace.Channel;
import org.uid2chatops.sandbox.slack.workspace.Directory;
import org.uid2chatops.sandbox.slack.workspace.Json;

/** The JSON body of a call to the control API; says what is wrong with it. */
record Body(JsonNode json) {

    /** @throws IllegalArgumentException if it is no JSON object */
    static Body of(Call call) {
        if (call.text().isBlank()) {
            throw new IllegalArgumentException("the body must be a JSON object, and is empty");
        }
        JsonNode json = Json.parse(call.text());
        if (!json.isObject()) {
            throw new IllegalArgumentException("the body must be a JSON object, not " + json);
        }
        return new Body(json);
    }

    Optional<String> text(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw new IllegalArgumentException("'" + name + "' must be a text, not " + value);
        }
        return Optional.of(value.asString(""));
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException("'" + name + "' is missing"));
    }

    Person user() {
        return person(required("user"));
    }

    Channel channel() {
        return channel(required("channel"));
    }

    static Person person(String handle) {
        return Person.named(handle).or(() -> Directory.personWithId(handle)).orElseThrow(() -> new IllegalArgumentException(
                "there is nobody called '" + handle + "'; there are: "
                        + java.util.Arrays.stream(Person.values()).map(Person::handle).toList()));
    }

    static Channel channel(String name) {
        return Directory.channel(name).orElseThrow(() -> new IllegalArgumentException(
                "there is no channel '" + name + "'; there are: " + Directory.all().stream().map(Channel::name).toList()));
    }
}
