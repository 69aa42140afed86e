package org.uid2chatops.sandbox.kubernetes.api;

import java.util.List;
import java.util.Set;

import org.uid2chatops.sandbox.net.Call;

/** What is refused of a request before anybody looks at its object. */
final class Asking {

    private static final Set<String> BODIES = Set.of("application/json", "application/yaml", "application/vnd.kubernetes.protobuf");
    private static final Set<String> ANSWERS = Set.of("application/json", "application/yaml", "application/vnd.kubernetes.protobuf",
            "application/*", "*/*", "text/plain");

    private Asking() {
    }

    /** @throws ApiFailure 406, 415 or 422 */
    static void check(Call call) {
        String accepted = call.header("Accept").orElse("*/*");
        boolean answerable = List.of(accepted.split(",")).stream().map(one -> one.split(";", 2)[0].strip()).anyMatch(ANSWERS::contains);
        if (!answerable) {
            throw ApiFailure.of(406, "NotAcceptable", "only the following media types are accepted: application/json, application/yaml,"
                    + " application/vnd.kubernetes.protobuf");
        }
        String body = call.header("Content-Type").orElse("application/json").split(";", 2)[0].strip();
        if (List.of("POST", "PUT").contains(call.method()) && !BODIES.contains(body)) {
            throw ApiFailure.of(415, "UnsupportedMediaType",
                    "the body of the request was in an unknown format - accepted media types include:"
                            + " application/json, application/yaml, application/vnd.kubernetes.protobuf");
        }
        call.parameter("dryRun").filter(value -> !value.isEmpty() && !value.equals("All")).ifPresent(value -> {
            var problems = new Problems();
            problems.unsupported("dryRun", value, List.of("All"));
            problems.refuse(call.method().equals("POST") ? "CreateOptions" : "UpdateOptions", "meta.k8s.io", "");
        });
    }
}
