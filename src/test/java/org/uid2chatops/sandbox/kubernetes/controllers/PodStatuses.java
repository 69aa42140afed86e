package org.uid2chatops.sandbox.kubernetes.controllers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;

/** Writes what a kubelet reports of a pod, when it differs from what stands there. */
final class PodStatuses {

    private final Map<String, Integer> addresses = new HashMap<>();

    void creating(World world, Pod pod, boolean virtual) {
        report(world, pod, virtual, "Pending", false, container -> waiting(container, "ContainerCreating"));
    }

    void running(World world, Pod pod, boolean virtual, boolean ready) {
        report(world, pod, virtual, "Running", ready, container -> running(world, pod, container, ready));
    }

    static ContainerStatus waiting(Container container, String reason) {
        return of(container).withReady(false).withStarted(false)
                .withState(new ContainerStateBuilder().withNewWaiting().withReason(reason).endWaiting().build()).build();
    }

    static ContainerStatus running(World world, Pod pod, Container container, boolean ready) {
        String since = World.text(world.timers().since("running/" + pod.getMetadata().getUid() + "/" + container.getName()));
        return of(container).withReady(ready).withStarted(true)
                .withState(new ContainerStateBuilder().withNewRunning(since).build()).build();
    }

    static ContainerStatusBuilder of(Container container) {
        return new ContainerStatusBuilder().withName(container.getName()).withImage(container.getImage()).withRestartCount(0)
                .withImageID(container.getImage()).withLastState(new ContainerState());
    }

    /** Reports a pod whose containers stand as {@code each} says; it is ready if they all are and {@code ready} holds. */
    void report(World world, Pod pod, boolean virtual, String phase, boolean ready, Function<Container, ContainerStatus> each) {
        List<ContainerStatus> containers = pod.getSpec().getContainers().stream().map(each).toList();
        boolean all = ready && containers.stream().allMatch(ContainerStatus::getReady);
        String names = String.join(" ", containers.stream().filter(one -> !one.getReady()).map(ContainerStatus::getName).toList());
        String why = "containers with unready status: [" + names + "]";
        String now = world.now();
        List<PodCondition> conditions = pod.getStatus() == null ? List.of() : pod.getStatus().getConditions();
        boolean begun = phase.equals("Running");
        conditions = Conditions.with(conditions, "PodReadyToStartContainers", begun, "", "", now);
        conditions = Conditions.with(conditions, "Initialized", true, "", "", now);
        conditions = Conditions.with(conditions, "Ready", all, all ? "" : "ContainersNotReady", all ? "" : why, now);
        conditions = Conditions.with(conditions, "ContainersReady", all, all ? "" : "ContainersNotReady", all ? "" : why, now);
        conditions = Conditions.with(conditions, "PodScheduled", true, "", "", now);
        int number = addresses.computeIfAbsent(pod.getMetadata().getUid(), _ -> addresses.size() + 10);
        String address = (virtual ? "10.2." : "10.1.") + number / 250 + "." + number % 250;
        var status = new PodStatusBuilder(pod.getStatus() == null ? new PodStatus() : pod.getStatus()).withPhase(phase).withReason(null)
                .withMessage(null)
                .withConditions(conditions).withContainerStatuses(containers)
                .withStartTime(World.text(world.timers().since("bound/" + pod.getMetadata().getUid())));
        if (begun) {
            status.withPodIP(address).withPodIPs(new PodIP(address));
        }
        PodStatus built = status.build();
        if (!built.equals(pod.getStatus())) {
            world.putStatus(new PodBuilder(pod).withStatus(built).build());
        }
    }
}
