package org.uid2chatops.azure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import com.azure.core.management.exception.ManagementError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The names of the Azure policies that an error blames. Source: Azure Policy's {@code RequestDisallowedByPolicy} errors, old and new. */
final class PolicyNames {

    /** From what a person would look for in the portal to the bare name; assignments come first, as exemptions are from them. */
    private static final List<String> FIELDS = List.of("policyAssignmentDisplayName", "policyDefinitionDisplayName",
            "policyAssignmentName", "policyDefinitionName");
    /** Older errors carry the names in their text only: {@code Policy identifiers: '[{"policyAssignment":{"name":"…"}}]'}. */
    private static final List<Pattern> TEXTS = List.of(Pattern.compile("\"policyAssignment\"\\s*:\\s*\\{\\s*\"name\"\\s*:\\s*\"([^\"]+)\""),
            Pattern.compile("\"policyDefinition\"\\s*:\\s*\\{\\s*\"name\"\\s*:\\s*\"([^\"]+)\""),
            Pattern.compile("by policy '([^']+)'"));

    private PolicyNames() {
    }

    /** Returns each policy as a person would look for it, with the properties that it wants otherwise. */
    static List<String> of(JsonNode error) {
        var names = new LinkedHashSet<String>();
        collect(error, names);
        return names.isEmpty() ? quoted(inText(error.path("message").asString(""))) : List.copyOf(names);
    }

    static List<String> of(ManagementError error) {
        var names = new LinkedHashSet<String>();
        collect(error, names);
        return names.isEmpty() ? quoted(inText(Objects.toString(error.getMessage(), ""))) : List.copyOf(names);
    }

    private static void collect(JsonNode error, Set<String> names) {
        error.path("additionalInfo").forEach(one -> add(one.path("info"), names));
        error.path("details").forEach(detail -> collect(detail, names));
    }

    private static void collect(ManagementError error, Set<String> names) {
        if (error.getAdditionalInfo() != null) {
            error.getAdditionalInfo().stream().filter(one -> one.getInfo() != null)
                    .forEach(one -> add(JsonMapper.shared().valueToTree(one.getInfo()), names));
        }
        if (error.getDetails() != null) {
            error.getDetails().forEach(detail -> collect(detail, names));
        }
    }

    private static void add(JsonNode info, Set<String> names) {
        FIELDS.stream().map(field -> info.path(field).asString("").strip()).filter(name -> !name.isEmpty()).findFirst()
                .ifPresent(name -> names.add("'" + name + "'" + properties(info)));
    }

    /** Source: Azure Policy, "Understand evaluation details": what was looked at, what it was, and what the rule says of it. */
    private static String properties(JsonNode info) {
        var wanted = new ArrayList<String>();
        info.path("evaluationDetails").path("evaluatedExpressions").forEach(one -> {
            String path = one.path("path").asString(one.path("expression").asString(""));
            String operator = one.path("operator").asString("");
            if (!path.isEmpty() && !path.equals("type")) {
                wanted.add(path + " is " + shown(one.path("expressionValue")) + ", the policy acts on "
                        + (operator.isEmpty() ? "that" : operator + " " + shown(one.path("targetValue"))));
            }
        });
        return wanted.isEmpty() ? "" : " (" + String.join("; ", wanted) + ")";
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "not set";
        }
        return value.isArray() || value.isObject() ? value.toString() : value.asString("");
    }

    private static List<String> quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").toList();
    }

    private static List<String> inText(String message) {
        return TEXTS.stream().map(pattern -> pattern.matcher(message).results().map(found -> found.group(1)).distinct().toList())
                .filter(names -> !names.isEmpty()).findFirst().orElse(List.of());
    }
}
