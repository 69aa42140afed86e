package org.uid2chatops.sandbox.kubernetes.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists: their shape, selectors and pages. */
final class ListChecks {

    private ListChecks() {
    }

    /** Makes five ConfigMaps and returns the selector that finds them. */
    private static String five(Api api) throws Exception {
        String group = api.name();
        for (int i = 0; i < 5; i++) {
            api.post("configmaps", api.configMap(group + "-" + i, "{}").replace("'name'",
                    "'labels':{'group':'" + group + "','odd':'" + (i % 2 == 1) + "'" + (i == 4 ? ",'last':''" : "") + "},'name'")).is(201);
        }
        return "group%3D" + group;
    }

    private static List<String> names(Reply list) {
        var names = new ArrayList<String>();
        list.at("/items").forEach(item -> {
            String name = item.path("metadata").path("name").asString("");
            names.add(name.substring(name.length() - 1));
        });
        return names;
    }

    static Checks all() {
        var checks = new Checks();
        checks.add("a list has its kind, a version, and items in the order of their names, without kinds", api -> {
            Reply list = api.get("configmaps?labelSelector=" + five(api)).is(200).has("/kind", "'ConfigMapList'").has("/apiVersion", "'v1'")
                    .lacks("/items/0/kind").lacks("/items/0/apiVersion").lacks("/metadata/continue");
            assertThat(Long.parseLong(list.version())).isPositive();
            assertThat(names(list)).containsExactly("0", "1", "2", "3", "4");
        });
        checks.add("an empty list has an empty list of items",
                api -> api.get("configmaps?labelSelector=none%3Dx").is(200).has("/items", "[]"));
        selector(checks, "odd=true is a selector", ",odd%3Dtrue", "1", "3");
        selector(checks, "odd!=true is a selector", ",odd!%3Dtrue", "0", "2", "4");
        selector(checks, "in is a selector", ",odd%20in%20(true,maybe)", "1", "3");
        selector(checks, "notin is a selector", ",odd%20notin%20(true)", "0", "2", "4");
        selector(checks, "a label's presence is a selector", ",last", "4");
        selector(checks, "a label's absence is a selector", ",!last", "0", "1", "2", "3");
        checks.add("a selector that cannot be read is refused",
                api -> api.get("configmaps?labelSelector=a%3D%3D%3Db").fails(400, "BadRequest"));
        checks.add("a field selector finds by name", api -> {
            String selector = five(api);
            String group = selector.substring(selector.indexOf("D") + 1);
            assertThat(names(api.get("configmaps?fieldSelector=metadata.name%3D" + group + "-3").is(200))).containsExactly("3");
        });
        checks.add("a field selector by another field of a ConfigMap is refused",
                api -> api.get("configmaps?fieldSelector=data.a%3Db").fails(400, "BadRequest").says("data.a"));
        checks.add("pages say how to go on and what is left", api -> {
            String query = "configmaps?limit=2&labelSelector=" + five(api);
            Reply first = api.get(query).is(200);
            assertThat(names(first)).containsExactly("0", "1");
            Reply second = api.get(query + "&continue=" + first.string("/metadata/continue")).is(200);
            assertThat(names(second)).containsExactly("2", "3");
            assertThat(second.version()).isEqualTo(first.version());
            Reply third = api.get(query + "&continue=" + second.string("/metadata/continue")).is(200).lacks("/metadata/continue")
                    .lacks("/metadata/remainingItemCount");
            assertThat(names(third)).containsExactly("4");
        });
        checks.add("without a selector the server says how many are left", api -> {
            five(api);
            Reply first = api.get("configmaps?limit=2").is(200);
            assertThat(first.at("/metadata/remainingItemCount").asInt()).isGreaterThanOrEqualTo(3);
        });
        checks.add("what is made between two pages is not on the second", api -> {
            String selector = five(api);
            String group = selector.substring(selector.indexOf("D") + 1);
            Reply first = api.get("configmaps?limit=4&labelSelector=" + selector).is(200);
            api.post("configmaps", api.configMap(group + "-5", "{}").replace("'name'", "'labels':{'group':'" + group + "'},'name'"))
                    .is(201);
            assertThat(names(api.get("configmaps?limit=4&labelSelector=" + selector + "&continue=" + first.string("/metadata/continue"))
                    .is(200))).containsExactly("4");
        });
        checks.add("a token that is none is refused", api -> api.get("configmaps?limit=2&continue=nonsense").fails(400, "BadRequest"));
        checks.add("a token that has grown too old is refused", api -> {
            Reply first = api.get("configmaps?limit=2&labelSelector=" + five(api)).is(200);
            var token = (ObjectNode) new JsonMapper().readTree(Base64.getUrlDecoder().decode(first.string("/metadata/continue")));
            token.put("rv", 1);
            String old = Base64.getUrlEncoder().withoutPadding().encodeToString(token.toString().getBytes(StandardCharsets.UTF_8));
            api.get("configmaps?limit=2&continue=" + old).fails(410, "Expired").says("continue parameter is too old");
        });
        return checks;
    }

    private static void selector(Checks checks, String name, String selector, String... found) {
        checks.add(name, api -> assertThat(names(api.get("configmaps?labelSelector=" + five(api) + selector).is(200)))
                .containsExactly(found));
    }
}
