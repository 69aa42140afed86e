package org.uid2chatops.rollout;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import static org.uid2chatops.rollout.StepName.CLUSTER;
import static org.uid2chatops.rollout.StepName.CLUSTER_READY;
import static org.uid2chatops.rollout.StepName.CLUSTER_SUBNET_GRANT;
import static org.uid2chatops.rollout.StepName.CREDENTIALS;
import static org.uid2chatops.rollout.StepName.HEALTH_CHECK;
import static org.uid2chatops.rollout.StepName.KEY_VAULT;
import static org.uid2chatops.rollout.StepName.MANAGED_IDENTITY;
import static org.uid2chatops.rollout.StepName.NODE_GROUP_GRANT;
import static org.uid2chatops.rollout.StepName.OPERATOR;
import static org.uid2chatops.rollout.StepName.OPERATOR_KEY;
import static org.uid2chatops.rollout.StepName.OPERATOR_READY;
import static org.uid2chatops.rollout.StepName.PLACEHOLDERS;
import static org.uid2chatops.rollout.StepName.RESOURCE_GROUP_GRANT;
import static org.uid2chatops.rollout.StepName.SERVICE_ADDRESS;
import static org.uid2chatops.rollout.StepName.SUBNETS;
import static org.uid2chatops.rollout.StepName.SUBNET_NAT;
import static org.uid2chatops.rollout.StepName.VAULT_READER_GRANT;
import static org.uid2chatops.rollout.StepName.VAULT_WRITER_GRANT;
import static org.uid2chatops.rollout.StepName.VIRTUAL_NETWORK;
import static org.uid2chatops.rollout.StepName.VIRTUAL_NODE_CHART;
import static org.uid2chatops.rollout.StepName.VIRTUAL_NODE_READY;

/**
 * What a step looks at and another one makes: while that is not there, a plan cannot tell what the step would do. It is less than what
 * follows what, which is the {@link Lifecycle}'s to say.
 */
final class Prerequisites {

    private static final Map<StepName, Set<StepName>> EXISTENCE = new EnumMap<>(Map.ofEntries(
            Map.entry(SUBNETS, Set.of(VIRTUAL_NETWORK)), Map.entry(SUBNET_NAT, Set.of(VIRTUAL_NETWORK)),
            Map.entry(CLUSTER_SUBNET_GRANT, Set.of(CLUSTER)), Map.entry(CLUSTER_READY, Set.of(CLUSTER)),
            Map.entry(NODE_GROUP_GRANT, Set.of(CLUSTER)), Map.entry(RESOURCE_GROUP_GRANT, Set.of(CLUSTER)),
            Map.entry(CREDENTIALS, Set.of(CLUSTER)), Map.entry(VIRTUAL_NODE_CHART, Set.of(CREDENTIALS)),
            Map.entry(VIRTUAL_NODE_READY, Set.of(VIRTUAL_NODE_CHART)), Map.entry(VAULT_WRITER_GRANT, Set.of(KEY_VAULT)),
            Map.entry(VAULT_READER_GRANT, Set.of(KEY_VAULT, MANAGED_IDENTITY)), Map.entry(OPERATOR_KEY, Set.of(VAULT_WRITER_GRANT)),
            Map.entry(PLACEHOLDERS, Set.of(MANAGED_IDENTITY)), Map.entry(OPERATOR, Set.of(CREDENTIALS, PLACEHOLDERS)),
            Map.entry(OPERATOR_READY, Set.of(OPERATOR)), Map.entry(SERVICE_ADDRESS, Set.of(OPERATOR)),
            Map.entry(HEALTH_CHECK, Set.of(SERVICE_ADDRESS))));

    /** These watch what the step before brings about: what they see now says nothing once that is changed. */
    private static final Set<StepName> WATCHING = Set.of(CLUSTER_READY, VIRTUAL_NODE_READY, OPERATOR_READY, SERVICE_ADDRESS, HEALTH_CHECK);

    private Prerequisites() {
    }

    static Set<StepName> of(StepName step) {
        return EXISTENCE.getOrDefault(step, Set.of());
    }

    /** Returns whether the step can be looked at while that is the outlook of one that it needs. */
    static boolean met(StepName step, Outlook needed) {
        return WATCHING.contains(step) ? !needed.works() : needed.stands();
    }
}
