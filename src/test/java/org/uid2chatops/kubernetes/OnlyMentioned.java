package org.uid2chatops.kubernetes;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Cuts a live object down to the fields that another tree mentions, so that the two can be compared letter by letter. */
final class OnlyMentioned {

    private OnlyMentioned() {
    }

    static JsonNode of(JsonNode live, JsonNode mentioned) {
        if (live.isObject() && mentioned.isObject()) {
            var cut = JsonNodeFactory.instance.objectNode();
            mentioned.forEachEntry((field, value) -> {
                if (live.has(field)) {
                    cut.set(field, of(live.path(field), value));
                }
            });
            return cut;
        }
        if (live.isArray() && mentioned.isArray()) {
            var cut = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < live.size(); i++) {
                cut.add(i < mentioned.size() ? of(live.get(i), mentioned.get(i)) : live.get(i));
            }
            return cut;
        }
        return live;
    }
}
