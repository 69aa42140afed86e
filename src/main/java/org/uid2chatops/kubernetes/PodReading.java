package org.uid2chatops.kubernetes;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;

import org.uid2chatops.config.Target;

/** Reads one pod that is not ready: its state, its events and its containers' logs, for why. */
final class PodReading {

    private static final int LOG_LINES = 300;

    private final KubernetesClient client;
    private final Target target;
    private final Pod pod;
    private final Instant since;

    /** @param since what a pod did before that may have been put right by now */
    PodReading(KubernetesClient client, Target target, Pod pod, Instant since) {
        this.client = client;
        this.target = target;
        this.pod = pod;
        this.since = since;
    }

    /** Returns the likeliest reason; empty if there is no sign of trouble. */
    Optional<Trouble> trouble() {
        var warnings = Warnings.of(client, pod.getMetadata().getNamespace(), "Pod", pod.getMetadata().getName()).events();
        var found = new ArrayList<Optional<Trouble>>();
        for (Event warning : warnings.reversed()) {
            String message = String.valueOf(warning.getMessage());
            found.add(PolicyDenial.in(message).or(() -> QuotaReached.in(message, target))
                    .map(trouble -> fresh(Warnings.time(warning)) ? trouble : trouble.old()));
        }
        for (ContainerStatus status : statuses()) {
            if (!Boolean.TRUE.equals(status.getReady())) {
                found.add(container(status));
            }
        }
        found.add(unscheduled());
        found.add(warnings.isEmpty() ? Optional.empty() : Optional.of(warned(warnings.getLast())));
        return found.stream().flatMap(Optional::stream).findFirst();
    }

    private Optional<Trouble> container(ContainerStatus status) {
        for (String message : messages(status)) {
            var denial = PolicyDenial.in(message);
            if (denial.isPresent()) {
                return denial;
            }
        }
        String waiting = Optional.ofNullable(status.getState()).map(ContainerState::getWaiting).map(state -> state.getReason()).orElse("");
        if (waiting.equals("ErrImagePull") || waiting.equals("ImagePullBackOff") || waiting.equals("InvalidImageName")) {
            return Optional.of(Trouble.passing("ImagePull", "the image of " + status.getName() + " cannot be pulled",
                    "The image " + status.getImage() + " cannot be pulled.",
                    "Check that it exists and that port 443 to its registry is open from the subnet "
                            + target.network().containerSubnet().name() + " (through the NAT gateway).",
                    Masked.text(String.join(" ", messages(status)))));
        }
        var ended = ended(status);
        boolean runs = status.getState() != null && status.getState().getRunning() != null;
        if (ended.isEmpty() && !runs) {
            return Optional.empty();
        }
        var said = OperatorLog.read(target, log(status)).map(trouble -> ended.filter(this::fresh).isPresent() ? trouble : trouble.old());
        return said.or(() -> ended.map(last -> exits(status, last)));
    }

    /** The operator's start script exits 0 whatever went wrong: a container that ends is in trouble, whatever its exit code. */
    private static Trouble exits(ContainerStatus status, ContainerStateTerminated last) {
        return Trouble.passing("CrashLoop", "container " + status.getName() + " ends again and again",
                "The container " + status.getName() + " ends again and again (exit code " + last.getExitCode() + ", restarted "
                        + status.getRestartCount() + " times), and its log does not say why.",
                "Read the log: `kubectl logs --previous` of the pod. If it is no help, give it to your UID2 contact.",
                Masked.text(Stream.of(last.getReason(), last.getMessage()).filter(Objects::nonNull).reduce("", (a, b) -> a + " " + b)));
    }

    private Optional<Trouble> unscheduled() {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getConditions().stream()
                        .filter(condition -> "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                        .map(condition -> Trouble.passing("Unscheduled", "no virtual node takes the pods",
                                "No virtual node takes the operator's pods.",
                                "Check that " + VirtualNodeRelease.NODE
                                        + " is Ready and that the subscription's quota of confidential cores in "
                                        + target.location() + " suffices.",
                                Masked.text(String.valueOf(condition.getMessage()))))
                        .findFirst();
    }

    private static Trouble warned(Event event) {
        return Trouble.passing("PodWarning", "the cluster warns: " + event.getReason(),
                "The cluster says of a pod: " + Warnings.shown(event).replaceFirst("\\.+$", "") + ".",
                "Put that right.", Warnings.shown(event));
    }

    private List<ContainerStatus> statuses() {
        return pod.getStatus() == null ? List.of() : pod.getStatus().getContainerStatuses();
    }

    private static List<String> messages(ContainerStatus status) {
        return Stream.of(status.getState(), status.getLastState()).filter(Objects::nonNull)
                .flatMap(state -> Stream.of(state.getWaiting() == null ? null : state.getWaiting().getMessage(),
                        state.getTerminated() == null ? null : state.getTerminated().getMessage()))
                .<String>mapMulti((message, sink) -> {
                    if (message != null) {
                        sink.accept(message);
                    }
                }).toList();
    }

    private static Optional<ContainerStateTerminated> ended(ContainerStatus status) {
        return Stream.of(status.getState(), status.getLastState()).filter(Objects::nonNull).map(ContainerState::getTerminated)
                .filter(Objects::nonNull).findFirst();
    }

    private boolean fresh(ContainerStateTerminated ended) {
        return fresh(ended.getFinishedAt());
    }

    private boolean fresh(@Nullable String time) {
        try {
            // The API tells whole seconds.
            return time != null && OffsetDateTime.parse(time).toInstant().plusSeconds(1).isAfter(since);
        } catch (DateTimeParseException unreadable) {
            return false;
        }
    }

    private String log(ContainerStatus status) {
        return (status.getRestartCount() != null && status.getRestartCount() > 0 ? log(status.getName(), true) : "")
                + log(status.getName(), false);
    }

    private String log(String container, boolean previous) {
        String log = ContainerLog.of(client, pod.getMetadata().getNamespace(), pod.getMetadata().getName(), container, LOG_LINES, previous);
        return log.isEmpty() ? "" : log + "\n";
    }
}
