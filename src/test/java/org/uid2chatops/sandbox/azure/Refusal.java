package org.uid2chatops.sandbox.azure;

import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.net.Answer;

/** Thrown to refuse a request with Azure's error body. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient ObjectNode error;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    private Refusal(int status, ObjectNode error) {
        super(error.path("message").stringValue(""), null, false, false);
        this.status = status;
        this.error = error;
    }

    static Refusal of(int status, String code, String message) {
        return new Refusal(status, Json.object().put("code", code).put("message", message));
    }

    /** As Microsoft.Network has it: with an empty list of details. */
    static Refusal network(int status, String code, String message) {
        Refusal refusal = of(status, code, message);
        refusal.error.putArray("details");
        return refusal;
    }

    static Refusal resourceNotFound(String type, String name, String group) {
        return of(404, "ResourceNotFound", "The Resource '" + type + "/" + name + "' under resource group '" + group
                + "' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix")
                .with("X-Ms-Failure-Cause", "gateway");
    }

    Refusal with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Refusal innerCode(String code) {
        error.putObject("innererror").put("code", code);
        return this;
    }

    Refusal target(String target) {
        error.put("target", target);
        return this;
    }

    /** Adds information of a type, as Azure Policy does. */
    Refusal additional(String type, ObjectNode info) {
        error.withArrayProperty("additionalInfo").addObject().put("type", type).set("info", info);
        return this;
    }

    /** Adds a detail. */
    Refusal detail(String code, String message) {
        error.withArrayProperty("details").addObject().put("code", code).put("message", message);
        return this;
    }

    /** Adds itself as its own detail, aimed at a target. */
    Refusal detailed(String target) {
        ObjectNode detail = error.deepCopy();
        error.putArray("details").add(detail.put("target", target));
        return this;
    }

    String body() {
        ObjectNode body = Json.object();
        body.set("error", error);
        return body.toString();
    }

    Answer answer() {
        Answer answer = Answer.json(status, body());
        for (var header : headers.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }
}
