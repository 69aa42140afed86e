package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;

/** A pod's conditions. */
final class Conditions {

    private Conditions() {
    }

    /** Returns them with one set; its time moves only with its status. */
    static List<PodCondition> with(List<PodCondition> conditions, String type, boolean status, String reason, String message, String now) {
        String text = status ? "True" : "False";
        String since = conditions.stream().filter(one -> one.getType().equals(type) && one.getStatus().equals(text)).findFirst()
                .map(PodCondition::getLastTransitionTime).orElse(now);
        var all = new ArrayList<>(conditions.stream().filter(one -> !one.getType().equals(type)).toList());
        all.add(new PodConditionBuilder().withType(type).withStatus(text).withReason(reason.isEmpty() ? null : reason)
                .withMessage(message.isEmpty() ? null : message).withLastTransitionTime(since).build());
        return all;
    }
}
