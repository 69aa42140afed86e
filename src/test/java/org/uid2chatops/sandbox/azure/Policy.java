package org.uid2chatops.sandbox.azure;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.fault.Parameters;

/** Refuses what a policy denies, in the form that Azure Policy gives it: the names in the message and the details in additionalInfo. */
final class Policy {

    private static final String DEFINITION = "/providers/Microsoft.Authorization/policyDefinitions/871b6d14-10aa-478d-b590-94f262ecfa99";
    private static final String ASSIGNMENT = ArmId.SUBSCRIPTION
            + "/providers/Microsoft.Authorization/policyAssignments/0a1b2c3d4e5f60718293a4b5";

    private Policy() {
    }

    /** @throws Refusal if the policy denies the call */
    static void check(Parameters policy, ArmCall call) {
        String method = call.call().method();
        boolean aimed = policy.text("method", "PUT").equalsIgnoreCase(method) && policy.within("path", call.call().rawPathAndQuery());
        if (aimed && !(policy.has("tag") && tagged(call, policy.text("tag")))) {
            throw refusal(policy, ArmId.name(call.call().path()));
        }
    }

    private static boolean tagged(ArmCall call, String tag) {
        try {
            return Json.read(call.call().body()).path("tags").has(tag);
        } catch (JacksonException notJson) {
            return false;
        }
    }

    private static Refusal refusal(Parameters policy, String resource) {
        String definition = policy.text("policy", "Require a tag on resources");
        String assignment = policy.text("assignment", definition);
        ObjectNode names = Json.object();
        names.putObject("policyAssignment").put("name", assignment).put("id", ASSIGNMENT);
        names.putObject("policyDefinition").put("name", definition).put("id", DEFINITION);
        ObjectNode info = Json.object().put("policyDefinitionDisplayName", definition);
        String property = policy.text("property", policy.has("tag") ? "tags['" + policy.text("tag") + "']" : "tags['owner']");
        info.putObject("evaluationDetails").putArray("evaluatedExpressions").addObject().put("result", "True")
                .put("expressionKind", "Field").put("expression", property).put("path", property).put("targetValue", "false")
                .put("operator", "Exists");
        info.put("policyDefinitionId", DEFINITION).put("policyDefinitionName", ArmId.name(DEFINITION)).put("policyDefinitionEffect", "deny")
                .put("policyAssignmentId", ASSIGNMENT).put("policyAssignmentName", ArmId.name(ASSIGNMENT))
                .put("policyAssignmentDisplayName", assignment).put("policyAssignmentScope", ArmId.SUBSCRIPTION);
        info.putObject("policyAssignmentParameters");
        return Refusal.of(403, "RequestDisallowedByPolicy",
                "Resource '" + resource + "' was disallowed by policy. Policy identifiers: '[" + names + "]'.").target(resource)
                .additional("PolicyViolation", info);
    }
}
