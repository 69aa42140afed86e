package org.uid2chatops.sandbox.kubernetes.conformance;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;

import static org.assertj.core.api.Assertions.assertThat;

/** Watches. */
final class WatchChecks {

    private WatchChecks() {
    }

    /** Reads a watch to its end; the server ends it after the seconds that it asks for. */
    private static List<Reply> events(Api api, String path) throws Exception {
        return eventsDuring(api, () -> api.get("/version"), path);
    }

    /** Does something once the watch has begun: no bookmark tells a client what it knows already. */
    private static List<Reply> eventsDuring(Api api, Callable<Reply> done, String path) throws Exception {
        try (var lines = new BufferedReader(new InputStreamReader(api.stream(path), StandardCharsets.UTF_8))) {
            done.call();
            return lines.lines().map(line -> new Reply(200, line)).toList();
        }
    }

    private static List<String> types(List<Reply> events) {
        return events.stream().map(event -> event.string("/type") + " " + event.string("/object/metadata/name")).toList();
    }

    private static String labelled(Api api, String name, String label) {
        return api.configMap(name, "{'a':'1'}").replace("'name'", "'labels':{'w':'" + label + "'},'name'");
    }

    static Checks all() {
        var checks = new Checks();
        checks.add("a watch tells of what came after the list, in order", api -> {
            String name = api.name();
            String since = api.get("configmaps").version();
            api.post("configmaps", api.configMap(name, "{'a':'1'}")).is(201);
            api.patch(Api.MERGE, "configmaps/" + name, "{'data':{'a':'2'}}").is(200);
            api.patch(Api.MERGE, "configmaps/" + name, "{'data':{'a':'2'}}").is(200);
            api.delete("configmaps/" + name).is(200);
            api.post("configmaps", api.configMap(name, "{'a':'3'}")).is(201);
            var events = events(api,
                    "configmaps?watch=true&timeoutSeconds=1&resourceVersion=" + since + "&fieldSelector=metadata.name%3D" + name);
            assertThat(types(events)).containsExactly("ADDED " + name, "MODIFIED " + name, "DELETED " + name, "ADDED " + name);
            assertThat(events.get(1).has("/object/kind", "'ConfigMap'").has("/object/apiVersion", "'v1'").string("/object/data/a"))
                    .isEqualTo("2");
            var versions = events.stream().map(event -> Long.parseLong(event.string("/object/metadata/resourceVersion"))).toList();
            assertThat(versions).isSorted().doesNotHaveDuplicates();
        });
        checks.add("a watch without a version begins with what is there", api -> {
            String name = api.name();
            api.post("configmaps", api.configMap(name, "{}")).is(201);
            assertThat(types(events(api, "configmaps?watch=1&timeoutSeconds=1&fieldSelector=metadata.name%3D" + name)))
                    .containsExactly("ADDED " + name);
        });
        checks.add("what leaves the selection is deleted to the watcher, what comes into it added", api -> {
            String name = api.name();
            String since = api.get("configmaps").version();
            api.post("configmaps", labelled(api, name, "no")).is(201);
            api.put("configmaps/" + name, labelled(api, name, name)).is(200);
            api.put("configmaps/" + name, labelled(api, name, "no")).is(200);
            assertThat(types(events(api, "configmaps?watch=true&timeoutSeconds=1&resourceVersion=" + since + "&labelSelector=w%3D" + name)))
                    .containsExactly("ADDED " + name, "DELETED " + name);
        });
        checks.add("a watch that allows bookmarks gets one before its time is up", api -> {
            String since = api.get("configmaps").version();
            var events = eventsDuring(api, () -> api.post("configmaps", api.configMap(api.name(), "{}")).is(201),
                    "configmaps?watch=true&allowWatchBookmarks=true&timeoutSeconds=" + api.secondsToABookmark()
                            + "&resourceVersion=" + since + "&labelSelector=none%3Dx");
            assertThat(events).isNotEmpty().allSatisfy(event -> {
                event.has("/type", "'BOOKMARK'").has("/object/kind", "'ConfigMap'").lacks("/object/data");
                assertThat(Long.parseLong(event.string("/object/metadata/resourceVersion"))).isGreaterThanOrEqualTo(Long.parseLong(since));
            });
        });
        checks.add("a watch that does not allow bookmarks gets none", api -> assertThat(events(api,
                "configmaps?watch=true&timeoutSeconds=2&labelSelector=none%3Dx&resourceVersion=" + api.get("configmaps").version()))
                .isEmpty());
        checks.add("a watch from a version that has grown too old ends with 410", api -> {
            var events = events(api, "configmaps?watch=true&timeoutSeconds=2&resourceVersion=1");
            assertThat(events).singleElement().satisfies(event -> event.has("/type", "'ERROR'").has("/object/kind", "'Status'")
                    .has("/object/status", "'Failure'").has("/object/reason", "'Expired'").has("/object/code", "410"));
            assertThat(events.getFirst().string("/object/message")).contains("too old resource version: 1 (");
        });
        checks.add("a watch from a version that is none is refused",
                // 1.20 answers 500
                api -> assertThat(api.get("configmaps?watch=true&resourceVersion=yesterday").code()).isIn(400, 500));
        return checks;
    }
}
