package org.uid2chatops.sandbox.kubernetes.api;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields that each built-in kind has, and their types: those of the classes that fabric8 generates from Kubernetes'
 * own API. Thread-safe.
 */
final class Schema {

    private static final Pattern QUANTITY = Pattern
            .compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)(([KMGTPE]i)|[numkMGTPE]|([eE][+-]?\\d+))?");
    private static final KubernetesSerialization KINDS = new KubernetesSerialization();
    private static final Map<Class<?>, Map<String, Type>> FIELDS = new ConcurrentHashMap<>();

    private Schema() {
    }

    /**
     * What does not fit.
     *
     * @param path as {@code .spec.template.spec.containers[0].image}
     * @param expected the type, or empty if there is no such field
     */
    record Misfit(String path, String expected) {
        boolean unknown() {
            return expected.isEmpty();
        }
    }

    /** Returns what of an object does not fit its kind; nothing for a kind that a CRD defines. */
    static List<Misfit> misfits(ResourceType type, ObjectNode object) {
        var found = new ArrayList<Misfit>();
        of(type).ifPresent(kind -> walk(object, kind, "", false, found));
        return found;
    }

    /** Removes fields that the kind does not have, and those that are null. */
    static void prune(ResourceType type, ObjectNode object) {
        of(type).ifPresent(kind -> walk(object, kind, "", true, new ArrayList<>()));
    }

    private static Optional<Class<?>> of(ResourceType type) {
        return type.custom()
                ? Optional.empty()
                : Optional.ofNullable(KINDS.getRegisteredKubernetesResource(type.groupVersion(), type.kind()));
    }

    private static Map<String, Type> fields(Class<?> type) {
        return FIELDS.computeIfAbsent(type, _ -> {
            var fields = new HashMap<String, Type>();
            for (Field field : type.getDeclaredFields()) {
                JsonProperty named = field.getAnnotation(JsonProperty.class);
                if (named != null) {
                    fields.put(named.value().isEmpty() ? field.getName() : named.value(), field.getGenericType());
                }
            }
            return fields;
        });
    }

    private static void walk(JsonNode value, Type type, String path, boolean prune, List<Misfit> found) {
        if (value.isNull()) {
            return;
        }
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (generic.getRawType() == Map.class) {
                map(value, inner, path, prune, found);
            } else if (!(value instanceof ArrayNode list)) {
                found.add(new Misfit(path, "list"));
            } else {
                for (int i = 0; i < list.size(); i++) {
                    walk(list.get(i), inner, path + "[" + i + "]", prune, found);
                }
            }
        } else if (type instanceof Class<?> one) {
            scalar(one).ifPresentOrElse(expected -> {
                if (!fits(value, one)) {
                    found.add(new Misfit(path, expected));
                }
            }, () -> object(value, one, path, prune, found));
        }
    }

    private static void map(JsonNode value, Type inner, String path, boolean prune, List<Misfit> found) {
        if (!(value instanceof ObjectNode object)) {
            found.add(new Misfit(path, "map"));
        } else {
            object.properties().forEach(entry -> walk(entry.getValue(), inner, path + "." + entry.getKey(), prune, found));
        }
    }

    private static void object(JsonNode value, Class<?> type, String path, boolean prune, List<Misfit> found) {
        Map<String, Type> fields = fields(type);
        if (fields.isEmpty()) {
            return;
        }
        if (!(value instanceof ObjectNode object)) {
            found.add(new Misfit(path, "map"));
            return;
        }
        for (String name : List.copyOf(object.propertyNames())) {
            Type field = fields.get(name);
            if (field == null || object.path(name).isNull()) {
                if (field == null) {
                    found.add(new Misfit(path + "." + name, ""));
                }
                if (prune) {
                    object.remove(name);
                }
            } else {
                walk(object.path(name), field, path + "." + name, prune, found);
            }
        }
    }

    /** Returns what the server calls a type that has no fields; empty for one that has. */
    private static Optional<String> scalar(Class<?> type) {
        if (type == String.class || type.isEnum()) {
            return Optional.of("string");
        }
        if (Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != boolean.class)) {
            return Optional.of("numeric (int or float)");
        }
        if (type == Boolean.class || type == boolean.class) {
            return Optional.of("boolean");
        }
        if (type == Quantity.class || type == IntOrString.class) {
            return Optional.of("string or number");
        }
        return Optional.empty();
    }

    private static boolean fits(JsonNode value, Class<?> type) {
        if (type == Quantity.class) {
            return value.isNumber() || (value.isString() && QUANTITY.matcher(value.asString("")).matches());
        }
        if (type == IntOrString.class) {
            return value.isIntegralNumber() || value.isString();
        }
        if (type == Boolean.class || type == boolean.class) {
            return value.isBoolean();
        }
        if (type == Double.class || type == Float.class) {
            return value.isNumber();
        }
        return (type == String.class || type.isEnum()) ? value.isString() : value.isIntegralNumber();
    }

    /** Returns whether the data of a secret is base64. */
    static boolean isBase64(JsonNode data) {
        return data.propertyStream().allMatch(entry -> {
            try {
                Base64.getDecoder().decode(entry.getValue().asString(""));
                return true;
            } catch (IllegalArgumentException not) {
                return false;
            }
        });
    }
}
