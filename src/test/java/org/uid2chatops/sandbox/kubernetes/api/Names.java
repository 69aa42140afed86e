package org.uid2chatops.sandbox.kubernetes.api;

import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** How names, labels and keys are written. Source: Kubernetes, {@code apimachinery/pkg/util/validation}. */
final class Names {

    static final Pattern SUBDOMAIN = Pattern.compile("(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
    private static final Pattern QUALIFIED = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    static final Pattern DATA_KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");

    private Names() {
    }

    /** Returns whether that is a name as labels have: {@code app} or {@code example.com/app}. */
    static boolean isQualified(String name) {
        int slash = name.lastIndexOf('/');
        return QUALIFIED.matcher(name.substring(slash + 1)).matches()
                && (slash < 0 || SUBDOMAIN.matcher(name.substring(0, slash)).matches());
    }

    static void labels(JsonNode labels, String at, Problems problems) {
        labels.properties().forEach(label -> {
            qualified(label.getKey(), at, problems);
            if (!LABEL_VALUE.matcher(label.getValue().asString("")).matches()) {
                problems.invalid(at, label.getValue(),
                        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
                                + " '.', and must start and end with an alphanumeric character, at most 63 of them");
            }
        });
    }

    static void qualified(String name, String at, Problems problems) {
        if (!isQualified(name)) {
            problems.invalid(at, StringNode.valueOf(name),
                    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start"
                            + " and end with an alphanumeric character, with an optional DNS subdomain prefix and '/'");
        }
    }
}
