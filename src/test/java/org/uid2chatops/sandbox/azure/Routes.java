package org.uid2chatops.sandbox.azure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests that ARM knows; compared without case. */
final class Routes {

    private static final Pattern NAME = Pattern.compile("\\{(\\+?)(\\w+)}");
    private final List<Route> routes = new ArrayList<>();

    /** Adds a route; {@code {name}} stands for one segment of the path, {@code {+name}} for any number, none included. */
    void on(String method, String template, Handler handler) {
        String regex = NAME.matcher(template)
                .replaceAll(name -> "(?<" + name.group(2) + ">" + (name.group(1).isEmpty() ? "[^/]+" : ".*") + ")");
        routes.add(new Route(method, Pattern.compile(regex + "/?", Pattern.CASE_INSENSITIVE), handler));
    }

    Optional<Match> find(String method, String path) {
        for (Route route : routes) {
            Matcher matcher = route.pattern.matcher(path);
            if (route.method.equals(method) && matcher.matches()) {
                var names = new LinkedHashMap<String, String>();
                matcher.namedGroups().keySet().forEach(name -> names.put(name, matcher.group(name)));
                return Optional.of(new Match(names, route.handler));
            }
        }
        return Optional.empty();
    }

    boolean knows(String path) {
        return routes.stream().anyMatch(route -> route.pattern.matcher(path).matches());
    }

    /** Answers under the cloud's lock. */
    @FunctionalInterface
    interface Handler {
        Reply answer(ArmCall call);
    }

    record Match(Map<String, String> names, Handler handler) {
    }

    private record Route(String method, Pattern pattern, Handler handler) {
    }
}
