package org.uid2chatops.sandbox.azure;

import java.util.List;

import tools.jackson.databind.JsonNode;

/** What ARM itself checks of tags. */
final class Tags {

    private Tags() {
    }

    /** @throws Refusal if a name has a character that ARM keeps for itself */
    static void check(JsonNode body) {
        List<String> wrong = body.path("tags").propertyNames().stream().filter(name -> name.matches("(?s).*[<>%&\\\\?/\\p{Cntrl}].*"))
                .toList();
        if (!wrong.isEmpty()) {
            throw Refusal.of(400, "InvalidTagNameCharacters", "The tag names '" + String.join(", ", wrong)
                    + "' have reserved characters '<,>,%,&,\\,?,/' or control characters.");
        }
    }
}
