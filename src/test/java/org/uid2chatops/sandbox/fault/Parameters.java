package org.uid2chatops.sandbox.fault;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.uid2chatops.sandbox.net.Call;

/** What was given with a fault when it was switched on. */
public record Parameters(Map<String, Object> given) {

    /** The parameter that aims a fault at a method, as {@code GET /api/faults} explains it. */
    public static final String METHOD = "only requests with this method, e.g. PUT";
    /** The parameter that aims a fault at a path. */
    public static final String PATH = "only requests whose path and query hold this text, in any case";

    public String text(String name, String otherwise) {
        return Optional.ofNullable(given.get(name)).map(Object::toString).orElse(otherwise);
    }

    public String text(String name) {
        return text(name, "");
    }

    public int number(String name, int otherwise) {
        return given.get(name) instanceof Number number ? number.intValue() : Integer.parseInt(text(name, "" + otherwise));
    }

    public double decimal(String name, double otherwise) {
        return given.get(name) instanceof Number number ? number.doubleValue() : Double.parseDouble(text(name, "" + otherwise));
    }

    public boolean flag(String name, boolean otherwise) {
        return Boolean.parseBoolean(text(name, "" + otherwise));
    }

    public boolean has(String name) {
        return given.containsKey(name);
    }

    /** Returns whether a parameter, if given, is that text in any case. */
    public boolean allows(String name, String text) {
        return text(name, text).equalsIgnoreCase(text);
    }

    /** Returns whether a text holds the one given, in any case; every text holds one that is not given. */
    public boolean within(String name, String text) {
        return text.toLowerCase(Locale.ROOT).contains(text(name).toLowerCase(Locale.ROOT));
    }

    /** Returns whether the call is one that the parameters {@code method} and {@code path} aim at. */
    public boolean aimedAt(Call call) {
        return allows("method", call.method()) && within("path", call.rawPathAndQuery());
    }

    static Predicate<Map<String, Object>> fitting(Predicate<Parameters> fit) {
        return given -> fit.test(new Parameters(given));
    }
}
