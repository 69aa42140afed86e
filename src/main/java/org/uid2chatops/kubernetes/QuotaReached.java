package org.uid2chatops.kubernetes;

import java.util.Optional;
import java.util.regex.Pattern;

import org.uid2chatops.config.Target;

/**
 * A container group refused since the subscription's quota is used up, as its pod's events say it: {@code ContainerGroupQuotaReached},
 * {@code container group quota 'ConfidentialCores' exceeded in region 'eastus'. Limit: '10', Usage: '7' Requested: '6'}. Source: the
 * reports of users of Azure Container Instances.
 */
final class QuotaReached {

    private static final Pattern MESSAGE = Pattern.compile(
            "quota '(?<name>\\w+)' exceeded in region '(?<region>\\w+)'\\. Limit: '(?<limit>[\\d.]+)',? Usage: '(?<usage>[\\d.]+)',? Requested: '(?<wanted>[\\d.]+)'");

    private QuotaReached() {
    }

    /** Returns what a pod's message means if it is such a refusal. */
    static Optional<Trouble> in(String message, Target target) {
        if (!message.contains("ContainerGroupQuotaReached") && !message.contains("container group quota")) {
            return Optional.empty();
        }
        var numbers = MESSAGE.matcher(message);
        boolean told = numbers.find();
        String name = told ? numbers.group("name") : "confidential container groups";
        return Optional.of(Trouble.passing("ContainerGroupQuotaReached", "the quota of " + name + " is used up",
                "The quota of " + name + " in " + target.location() + " is used up, so that pods stay pending"
                        + (told
                                ? ": a pod wants " + numbers.group("wanted") + ", " + numbers.group("usage") + " of "
                                        + numbers.group("limit")
                                        + " are used"
                                : "")
                        + ".",
                ContainerQuotaCheck.askForMore(name, target) + ", or end container groups that hold it.",
                Masked.text(message)));
    }
}
