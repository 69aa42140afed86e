package org.uid2chatops.sandbox.kubernetes.controllers;

import java.time.Duration;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;

/**
 * The operator's container in one pod: it reads its key soon after it starts, and either serves or ends, with exit code
 * 0 whatever the reason, to be started again with growing delays.
 */
final class OperatorContainer {

    private static final Duration READS_KEY_AFTER = Duration.ofSeconds(8);
    private final Container container;
    private int restarts;
    private boolean decided;
    private boolean failed;
    private String startedAt = "";
    private ContainerState last = new ContainerState();

    OperatorContainer(Container container) {
        this.container = container;
    }

    static Optional<Container> in(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .filter(container -> container.getEnv().stream().anyMatch(variable -> variable.getName().equals("VAULT_NAME"))).findFirst();
    }

    /** @param ready how long after the pod was bound it is ready, if its first start is good */
    void run(World world, Pod pod, Duration ready, PodStatuses statuses) {
        String uid = pod.getMetadata().getUid();
        String run = "operator/" + uid + "/" + restarts;
        if (failed && world.timers().passed("backoff/" + run, backoff())) {
            failed = false;
            decided = false;
            world.timers().restart("running/" + uid + "/" + container.getName());
            world.logs().restart(uid, container.getName());
            world.event(pod, "Normal", "Started", "Started container " + container.getName(), "kubelet");
        }
        if (!failed && !decided) {
            startedAt = World.text(world.timers().since(run));
            if (world.timers().passed(run, READS_KEY_AFTER)) {
                decide(world, pod);
            }
        }
        boolean attested = !failed && decided && (restarts == 0
                ? world.timers().passed("bound/" + uid, ready)
                : world.timers().passed("attest/" + run, world.draws().seconds("attest/" + pod.getMetadata().getName(), 30, 70)));
        if (attested && !View.ready(pod)) {
            world.happened("operator pod ready", pod.getMetadata().getName(), "bound/" + uid);
        }
        statuses.report(world, pod, true, "Running", attested,
                one -> one.getName().equals(container.getName())
                        ? status(world, pod, attested)
                        : PodStatuses.running(world, pod, one, true));
    }

    private Duration backoff() {
        return Duration.ofSeconds(Math.min(300, 10L << Math.min(restarts - 1, 5)));
    }

    private void decide(World world, Pod pod) {
        decided = true;
        OperatorStart start = OperatorStart.of(world, pod, container);
        world.logs().add(pod.getMetadata().getUid(), container.getName(), start.log());
        if (!start.good()) {
            failed = true;
            restarts++;
            last = new ContainerStateBuilder().withNewTerminated().withExitCode(0).withReason("Completed").withStartedAt(startedAt)
                    .withFinishedAt(world.now()).endTerminated().build();
            world.event(pod, "Warning", "BackOff", "Back-off restarting failed container " + container.getName() + " in pod "
                    + pod.getMetadata().getName(), "kubelet");
        }
    }

    private ContainerStatus status(World world, Pod pod, boolean ready) {
        ContainerStatus status = failed
                ? PodStatuses.waiting(container, "CrashLoopBackOff")
                : PodStatuses.running(world, pod, container, ready);
        status.setRestartCount(restarts);
        status.setLastState(last);
        if (failed && status.getState().getWaiting() != null) {
            status.getState().getWaiting().setMessage("back-off " + backoff().toSeconds() + "s restarting failed container="
                    + container.getName() + " pod=" + pod.getMetadata().getName());
        }
        return status;
    }
}
