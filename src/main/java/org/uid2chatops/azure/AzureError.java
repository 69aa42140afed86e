package org.uid2chatops.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.azure.core.management.exception.ManagementError;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An error that Azure answered.
 *
 * @param status HTTP status, 0 if it came without
 * @param code Azure's own code, empty if it gave none
 * @param message Azure's own text
 * @param inner the codes inside it, outermost first
 * @param policies the names of the Azure policies that it blames
 * @param reference what Microsoft's support asks for
 */
record AzureError(int status, String code, String message, List<String> inner, List<String> policies, String reference) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> REFERENCES = List.of("x-ms-correlation-request-id", "x-ms-request-id");

    static AzureError of(HttpResponseException exception) {
        HttpResponse response = exception.getResponse();
        int status = response == null ? 0 : response.getStatusCode();
        JsonNode error = body(exception);
        var inner = new ArrayList<String>();
        inner(error, inner);
        String code = error.path("code").asString("");
        return new AzureError(status, code, error.path("message").asString("").strip(), inner, PolicyNames.of(error), reference(response));
    }

    /** Reads the error that a resource carries in its own body. */
    static AzureError of(ManagementError error) {
        var inner = new ArrayList<String>();
        if (error.getDetails() != null) {
            error.getDetails().forEach(detail -> inner.add(Objects.toString(detail.getCode(), "")));
        }
        return new AzureError(0, Objects.toString(error.getCode(), ""), Objects.toString(error.getMessage(), ""), inner,
                PolicyNames.of(error), "");
    }

    /** Returns whether that code is the error's own or one inside it. */
    boolean has(String wanted) {
        return code.equals(wanted) || inner.contains(wanted);
    }

    private static void inner(JsonNode error, List<String> codes) {
        for (JsonNode detail : error.path("details")) {
            codes.add(detail.path("code").asString(""));
            inner(detail, codes);
        }
        JsonNode nested = error.path("innererror");
        if (nested.isObject()) {
            codes.add(nested.path("code").asString(""));
            inner(nested, codes);
        }
    }

    /** The SDK's exceptions carry the body in their text; each client parses it into another type, or none. */
    private static JsonNode body(HttpResponseException exception) {
        String text = Objects.toString(exception.getMessage(), "");
        int start = text.indexOf('{');
        if (start >= 0) {
            try {
                JsonNode all = JSON.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .readValue(text.substring(start));
                return all.has("error") ? all.path("error") : all;
            } catch (JacksonException e) {
                return JSON.missingNode();
            }
        }
        return JSON.missingNode();
    }

    private static String reference(@Nullable HttpResponse response) {
        if (response != null) {
            for (String name : REFERENCES) {
                String value = response.getHeaderValue(HttpHeaderName.fromString(name));
                if (value != null) {
                    return "correlation id " + value;
                }
            }
        }
        return "";
    }
}
