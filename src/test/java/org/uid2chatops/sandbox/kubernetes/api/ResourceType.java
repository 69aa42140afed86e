package org.uid2chatops.sandbox.kubernetes.api;

import java.util.List;
import java.util.Set;

/**
 * A kind of object that the server keeps.
 *
 * @param group the API group; empty for the core one
 * @param generation whether {@code metadata.generation} counts changes of the specification
 * @param custom whether a CRD defines it, so that nothing is known of its lists
 */
record ResourceType(String group, String version, String plural, String kind, boolean namespaced, List<String> shortNames,
        Set<String> subresources, boolean generation, boolean custom) {

    String groupVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** Returns the name that error messages use: {@code deployments.apps}. */
    String qualified() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    String singular() {
        return kind.toLowerCase(java.util.Locale.ROOT);
    }

    boolean hasStatus() {
        return subresources.contains("status");
    }
}
