package org.uid2chatops.sandbox.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.Endpoint;

/**
 * The routes of the control API and of the page. Each part of the world registers its own.
 */
public final class ControlApi implements Endpoint {

    private static final JsonMapper JSON = new JsonMapper();
    private final List<Entry<Route, Handler>> routes = new CopyOnWriteArrayList<>();

    /** Registers a route; {@code {name}} in the path stands for one segment, handed over by name. */
    public void route(String method, String path, Handler handler) {
        var names = Pattern.compile("\\{(\\w+)}").matcher(path);
        var regex = Pattern.compile(names.replaceAll("(?<$1>[^/]+)"));
        routes.add(Map.entry(new Route(method, regex), handler));
    }

    /** Returns a JSON answer made of records, maps and lists. */
    public static Answer ok(Object value) {
        return Answer.json(200, JSON.writeValueAsString(value));
    }

    public static Answer error(int status, String message) {
        return Answer.json(status, JSON.writeValueAsString(Map.of("error", message)));
    }

    @Override
    public Answer answer(Call call) throws Exception {
        for (var entry : routes) {
            Matcher match = entry.getKey().pattern().matcher(call.path());
            if (entry.getKey().method().equals(call.method()) && match.matches()) {
                var path = new LinkedHashMap<String, String>();
                match.namedGroups().keySet().forEach(name -> path.put(name, match.group(name)));
                try {
                    return entry.getValue().answer(call, path);
                } catch (IllegalArgumentException | JacksonException badInput) {
                    return error(400, String.valueOf(badInput.getMessage()));
                }
            }
        }
        return error(404, "no route " + call.method() + " " + call.path());
    }

    /** Answers a call that this route's pattern matched. */
    @FunctionalInterface
    public interface Handler {
        Answer answer(Call call, Map<String, String> path) throws Exception;
    }

    private record Route(String method, Pattern pattern) {
    }
}
