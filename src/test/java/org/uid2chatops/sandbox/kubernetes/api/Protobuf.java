package org.uid2chatops.sandbox.kubernetes.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.net.Call;

/**
 * Reads bodies in Kubernetes' protobuf encoding, which Helm's client sends for the objects it has types for: the secrets
 * that hold its releases, and the options of their deletion. Answers are JSON always, which such clients take as well.
 * Source: {@code generated.proto} of k8s.io/api/core/v1 and k8s.io/apimachinery.
 */
final class Protobuf {

    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final Message TIME = new Message(Map.of(1, new Field("seconds", Type.NUMBER)));
    private static final Message OWNER = new Message(Map.of(5, new Field("apiVersion", Type.TEXT), 1, new Field("kind", Type.TEXT), 3,
            new Field("name", Type.TEXT), 4, new Field("uid", Type.TEXT), 6, new Field("controller", Type.TRUTH), 7,
            new Field("blockOwnerDeletion", Type.TRUTH)));
    private static final Message METADATA = new Message(Map.ofEntries(Map.entry(1, new Field("name", Type.TEXT)),
            Map.entry(2, new Field("generateName", Type.TEXT)), Map.entry(3, new Field("namespace", Type.TEXT)),
            Map.entry(5, new Field("uid", Type.TEXT)), Map.entry(6, new Field("resourceVersion", Type.TEXT)),
            Map.entry(7, new Field("generation", Type.NUMBER)), Map.entry(8, new Field("creationTimestamp", Type.TIME, TIME)),
            Map.entry(11, new Field("labels", Type.TEXTS)), Map.entry(12, new Field("annotations", Type.TEXTS)),
            Map.entry(13, new Field("ownerReferences", Type.LIST, OWNER)), Map.entry(14, new Field("finalizers", Type.TEXT_LIST))));
    private static final Message SECRET = new Message(Map.of(1, new Field("metadata", Type.MESSAGE, METADATA), 2,
            new Field("data", Type.BYTES), 3, new Field("type", Type.TEXT), 4, new Field("stringData", Type.TEXTS), 5,
            new Field("immutable", Type.TRUTH)));
    private static final Message PRECONDITIONS = new Message(
            Map.of(1, new Field("uid", Type.TEXT), 2, new Field("resourceVersion", Type.TEXT)));
    private static final Message DELETE_OPTIONS = new Message(Map.of(1, new Field("gracePeriodSeconds", Type.NUMBER), 2,
            new Field("preconditions", Type.MESSAGE, PRECONDITIONS), 3, new Field("orphanDependents", Type.TRUTH), 4,
            new Field("propagationPolicy", Type.TEXT), 5, new Field("dryRun", Type.TEXT_LIST)));
    private static final Message TYPE = new Message(Map.of(1, new Field("apiVersion", Type.TEXT), 2, new Field("kind", Type.TEXT)));
    private static final Map<String, Message> KINDS = Map.of("Secret", SECRET, "DeleteOptions", DELETE_OPTIONS);

    private enum Type {
        TEXT,
        NUMBER,
        TRUTH,
        BYTES,
        TEXTS,
        TEXT_LIST,
        MESSAGE,
        LIST,
        TIME
    }

    private record Field(String name, Type type, @Nullable Message message) {
        private Field(String name, Type type) {
            this(name, type, null);
        }

        private ObjectNode read(byte[] bytes) {
            return message == null ? Json.object() : message.read(bytes);
        }
    }

    private record Message(Map<Integer, Field> fields) {
        private ObjectNode read(byte[] bytes) {
            var object = Json.object();
            walk(bytes, (number, value, bits) -> {
                Field field = fields.get(number);
                if (field != null) {
                    set(object, field, value, bits);
                }
            });
            return object;
        }
    }

    @FunctionalInterface
    private interface Visitor {
        void field(int number, long value, byte[] bytes);
    }

    private Protobuf() {
    }

    /** Returns the call with its body as JSON; one that is not in this encoding is returned as it is. */
    static Call asJson(Call call) {
        byte[] body = call.body();
        if (body.length < MAGIC.length || !Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return call;
        }
        var parts = new HashMap<Integer, byte[]>();
        walk(Arrays.copyOfRange(body, MAGIC.length, body.length), (number, _, bytes) -> parts.put(number, bytes));
        ObjectNode type = TYPE.read(parts.getOrDefault(1, new byte[0]));
        Message message = KINDS.get(Json.text(type, "kind"));
        if (message == null) {
            throw ApiFailure.of(415, "UnsupportedMediaType",
                    "the body of the request was in an unknown format - accepted media types include:"
                            + " application/json, application/yaml");
        }
        ObjectNode object = type.setAll(message.read(parts.getOrDefault(2, new byte[0])));
        return new Call(call.method(), call.path(), call.rawPathAndQuery(), call.query(), call.headers(),
                object.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void set(ObjectNode object, Field field, long value, byte[] bytes) {
        switch (field.type()) {
            case TEXT -> object.put(field.name(), new String(bytes, StandardCharsets.UTF_8));
            case NUMBER -> object.put(field.name(), value);
            case TRUTH -> object.put(field.name(), value != 0);
            case TEXT_LIST -> object.withArray(field.name()).add(new String(bytes, StandardCharsets.UTF_8));
            case MESSAGE -> object.set(field.name(), field.read(bytes));
            case LIST -> object.withArray(field.name()).add(field.read(bytes));
            case TIME -> {
                if (bytes.length > 0) {
                    object.put(field.name(), Instant.ofEpochSecond(field.read(bytes).path("seconds").asLong()).toString());
                }
            }
            case TEXTS, BYTES -> {
                var entry = new HashMap<Integer, byte[]>();
                walk(bytes, (number, _, content) -> entry.put(number, content));
                byte[] content = entry.getOrDefault(2, new byte[0]);
                Json.child(object, field.name()).put(new String(entry.getOrDefault(1, new byte[0]), StandardCharsets.UTF_8),
                        field.type() == Type.BYTES
                                ? Base64.getEncoder().encodeToString(content)
                                : new String(content, StandardCharsets.UTF_8));
            }
        }
    }

    private static void walk(byte[] bytes, Visitor visitor) {
        var in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            int tag = (int) number(in);
            switch (tag & 7) {
                case 0 -> visitor.field(tag >> 3, number(in), new byte[0]);
                case 1 -> in.getLong();
                case 2 -> {
                    byte[] content = new byte[(int) number(in)];
                    in.get(content);
                    visitor.field(tag >> 3, 0, content);
                }
                case 5 -> in.getInt();
                default -> throw ApiFailure.badRequest("the body of the request is not well-formed protobuf");
            }
        }
    }

    private static long number(ByteBuffer in) {
        long value = 0;
        for (int shift = 0;; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
