package org.uid2chatops.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.statemachine.StateMachine;
import org.springframework.statemachine.config.StateMachineBuilder;
import org.springframework.statemachine.config.configurers.ExternalTransitionConfigurer;
import org.springframework.statemachine.config.configurers.StateConfigurer;

import static org.uid2chatops.rollout.StepName.CLUSTER;
import static org.uid2chatops.rollout.StepName.CLUSTER_READY;
import static org.uid2chatops.rollout.StepName.CLUSTER_SUBNET_GRANT;
import static org.uid2chatops.rollout.StepName.CREDENTIALS;
import static org.uid2chatops.rollout.StepName.HEALTH_CHECK;
import static org.uid2chatops.rollout.StepName.KEY_VAULT;
import static org.uid2chatops.rollout.StepName.MANAGED_IDENTITY;
import static org.uid2chatops.rollout.StepName.NAT_GATEWAY;
import static org.uid2chatops.rollout.StepName.NODE_GROUP_GRANT;
import static org.uid2chatops.rollout.StepName.OPERATOR;
import static org.uid2chatops.rollout.StepName.OPERATOR_KEY;
import static org.uid2chatops.rollout.StepName.OPERATOR_READY;
import static org.uid2chatops.rollout.StepName.PLACEHOLDERS;
import static org.uid2chatops.rollout.StepName.PROVIDERS;
import static org.uid2chatops.rollout.StepName.PUBLIC_IP;
import static org.uid2chatops.rollout.StepName.RESOURCE_GROUP;
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
 * What follows what in a rollout: the definition of the state machine, and the only place that says so. The machine
 * decides and does nothing else: no actions, no extended state, no timers.
 *
 * <p>The root has two regions. In <em>work</em> each step of the guide is a state that its completion leaves; the parts
 * of the guide that do not depend on each other are orthogonal regions between a fork and a join. <em>Control</em> says
 * whether the work may go on.
 */
final class Lifecycle {

    /** Goes up whenever a journal written before could be read differently. Every rollout is stamped with it. */
    static final int VERSION = 1;

    static final String REQUESTED = "REQUESTED";
    static final String BRANCHES = "BRANCHES";
    static final String FORK = "FORK";
    static final String JOIN = "JOIN";
    static final String SUCCEEDED = "SUCCEEDED";
    static final String PROCEEDING = "PROCEEDING";
    static final String FAILED = "FAILED";
    static final String CANCELLED = "CANCELLED";

    /** Signals that are not the completion of a step. */
    static final String BEGIN = "begin";
    static final String FAIL = "fail";
    static final String RETRY = "retry";
    static final String CANCEL = "cancel";

    static final List<StepName> FIRST = List.of(RESOURCE_GROUP);

    /** The branches by name. In the vault branch both grants come before the key: their propagation passes side by side. */
    static final Map<String, List<StepName>> PARALLEL = Collections.unmodifiableMap(parallel());

    static final List<StepName> LAST = List.of(PLACEHOLDERS, OPERATOR, OPERATOR_READY, SERVICE_ADDRESS, HEALTH_CHECK);

    private Lifecycle() {
    }

    private static Map<String, List<StepName>> parallel() {
        var branches = new LinkedHashMap<String, List<StepName>>();
        branches.put("cluster", List.of(PUBLIC_IP, NAT_GATEWAY, VIRTUAL_NETWORK, SUBNETS, SUBNET_NAT, CLUSTER, CLUSTER_SUBNET_GRANT,
                CLUSTER_READY, NODE_GROUP_GRANT, RESOURCE_GROUP_GRANT, CREDENTIALS, VIRTUAL_NODE_CHART, VIRTUAL_NODE_READY));
        branches.put("vault", List.of(MANAGED_IDENTITY, KEY_VAULT, VAULT_WRITER_GRANT, VAULT_READER_GRANT, OPERATOR_KEY));
        branches.put("providers", List.of(PROVIDERS));
        return branches;
    }

    /** Returns every step, each after all that it can only follow. */
    static List<StepName> order() {
        return Stream.of(List.of(FIRST), PARALLEL.values(), List.of(LAST)).flatMap(Collection::stream).flatMap(List::stream)
                .toList();
    }

    /** Returns the signal that a step's live state is as the guide wants it. */
    static String completed(StepName step) {
        return "completed " + step;
    }

    /** Returns the step whose state that is, if it is one. */
    static List<StepName> steps(Iterable<String> states) {
        var names = new ArrayList<StepName>();
        for (String state : states) {
            Arrays.stream(StepName.values()).filter(step -> step.name().equals(state)).forEach(names::add);
        }
        return names;
    }

    /** Builds a machine that stands at its beginning. Not thread-safe. */
    static StateMachine<String, String> machine() {
        try {
            var builder = StateMachineBuilder.<String, String>builder();
            builder.configureConfiguration().withConfiguration().autoStartup(false);
            states(builder.configureStates().withStates());
            transitions(builder);
            return builder.build();
        } catch (Exception e) {
            throw new IllegalStateException("the lifecycle's definition does not build", e);
        }
    }

    private static void states(StateConfigurer<String, String> states) throws Exception {
        states.region("work").initial(REQUESTED).fork(FORK).state(BRANCHES).join(JOIN).end(SUCCEEDED);
        FIRST.forEach(step -> state(states, step.name()));
        LAST.forEach(step -> state(states, step.name()));
        for (var branch : PARALLEL.entrySet()) {
            var nested = states.and().withStates().parent(BRANCHES).region(branch.getKey());
            nested.initial(branch.getValue().getFirst().name());
            branch.getValue().forEach(step -> state(nested, step.name()));
            nested.end(end(branch.getKey()));
        }
        states.and().withStates().region("control").initial(PROCEEDING).state(FAILED).state(CANCELLED);
    }

    private static void transitions(StateMachineBuilder.Builder<String, String> builder) throws Exception {
        chain(builder, REQUESTED, BEGIN, FIRST, FORK);
        var fork = builder.configureTransitions().withFork().source(FORK);
        var join = builder.configureTransitions().withJoin().target(JOIN);
        for (var branch : PARALLEL.entrySet()) {
            List<StepName> steps = branch.getValue();
            fork.target(steps.getFirst().name());
            chain(builder, steps.getFirst().name(), completed(steps.getFirst()), steps.subList(1, steps.size()), end(branch.getKey()));
            join.source(end(branch.getKey()));
        }
        builder.configureTransitions().withExternal().source(JOIN).target(LAST.getFirst().name());
        chain(builder, LAST.getFirst().name(), completed(LAST.getFirst()), LAST.subList(1, LAST.size()), SUCCEEDED);
        builder.configureTransitions().withExternal().source(PROCEEDING).target(FAILED).event(FAIL);
        builder.configureTransitions().withExternal().source(FAILED).target(PROCEEDING).event(RETRY);
        builder.configureTransitions().withExternal().source(PROCEEDING).target(CANCELLED).event(CANCEL);
    }

    private static void chain(StateMachineBuilder.Builder<String, String> builder, String from, String signal, List<StepName> steps,
            String to) throws Exception {
        String source = from;
        String event = signal;
        for (StepName step : steps) {
            move(builder, source, event, step.name());
            source = step.name();
            event = completed(step);
        }
        move(builder, source, event, to);
    }

    private static void move(StateMachineBuilder.Builder<String, String> builder, String from, String event, String to) throws Exception {
        ExternalTransitionConfigurer<String, String> external = builder.configureTransitions().withExternal();
        external.source(from).target(to).event(event);
    }

    private static void state(StateConfigurer<String, String> states, String name) {
        try {
            states.state(name);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String end(String branch) {
        return branch + " branch done";
    }
}
