package org.uid2chatops.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the bot may do at a scope, by Azure's own account. The SDK asks for existing groups and resources only; a first deploy wants to
 * know about the subscription. Thread-safe.
 */
final class Permissions {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String API = "/providers/Microsoft.Authorization/permissions?api-version=2022-04-01";

    private final HttpPipeline pipeline;
    private final String url;

    /** @param url of the resource manager, without a slash at its end */
    Permissions(HttpPipeline pipeline, String url) {
        this.pipeline = pipeline;
        this.url = url;
    }

    /** What one role allows and, of that, does not. Actions may hold {@code *}. */
    record Permission(List<String> actions, List<String> notActions) {

        boolean allows(String action) {
            return actions.stream().anyMatch(pattern -> matches(pattern, action))
                    && notActions.stream().noneMatch(pattern -> matches(pattern, action));
        }

        private static boolean matches(String pattern, String action) {
            String regex = "\\Q" + pattern.toLowerCase(Locale.ROOT).replace("*", "\\E.*\\Q") + "\\E";
            return Pattern.matches(regex, action.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Returns the permissions of every role that the bot holds at the scope or above.
     *
     * @param scope ARM id of a subscription, a group or a resource
     */
    List<Permission> at(String scope) {
        var all = new ArrayList<Permission>();
        String next = url + scope + API;
        while (next != null) {
            JsonNode page = get(next);
            page.path("value").forEach(one -> all.add(new Permission(texts(one.path("actions")), texts(one.path("notActions")))));
            next = following(page);
        }
        return all;
    }

    /** Azure's own next address, never another host's: the bot's token goes with it. */
    private @Nullable String following(JsonNode page) {
        String next = page.path("nextLink").asString("");
        return next.startsWith(url + "/") ? next : null;
    }

    private JsonNode get(String address) {
        try (var response = pipeline.sendSync(new HttpRequest(HttpMethod.GET, address), Context.NONE)) {
            String body = response.getBodyAsBinaryData() == null ? "" : response.getBodyAsBinaryData().toString();
            if (response.getStatusCode() != 200) {
                throw new HttpResponseException("Status code " + response.getStatusCode() + ", \"" + body + "\"", response.buffer());
            }
            return JSON.readTree(body);
        }
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(one -> texts.add(one.asString("")));
        return texts;
    }
}
