package org.uid2chatops.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A confidential container refused by its policy, as its pod's events say it:
 * {@code policyDecision< BASE64 >policyDecision}. Source: microsoft/virtualnodesOnAzureContainerInstances,
 * Docs/Troubleshooting.
 */
final class PolicyDenial {

    private static final Pattern DECISION = Pattern.compile("policyDecision<\\s*(?<base64>[A-Za-z0-9+/=_-]+)\\s*>policyDecision");

    private PolicyDenial() {
    }

    /** Returns what a pod's message means if it is such a refusal. */
    static Optional<Trouble> in(String message) {
        var decision = DECISION.matcher(message);
        if (!decision.find() && !message.contains("denied by policy") && !message.contains("denied due to policy")) {
            return Optional.empty();
        }
        String reasons = decision.reset().find() ? reasons(decision.group("base64")) : "";
        return Optional.of(Trouble.lasting("PolicyDenied", "the confidential policy refuses the container",
                "The release's confidential policy refuses to start the container" + (reasons.isEmpty() ? "" : ": " + reasons) + ".",
                "What runs differs from what the policy was made for: use operator.yaml as released;"
                        + " if it is as released, give your UID2 contact the reference.",
                reasons.isEmpty() ? Masked.text(message) : reasons));
    }

    private static String reasons(String base64) {
        try {
            var json = JsonMapper.shared().readTree(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
            var errors = new ArrayList<String>();
            json.path("reason").path("errors").forEach(error -> errors.add(error.asString(error.toString())));
            return Masked.text(errors.isEmpty() ? json.path("reason").toString() : String.join("; ", errors));
        } catch (IllegalArgumentException | JacksonException unreadable) {
            return "";
        }
    }
}
