package org.uid2chatops.sandbox.kubernetes.controllers;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;

/** The container groups of Azure that a virtual node runs its pods as. */
final class ContainerGroup {

    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final BigDecimal UNSAID = new BigDecimal("0.1");
    private final Set<String> running = new HashSet<>();
    private final Map<String, String> said = new HashMap<>();

    /** Returns whether a pod's group runs; if Azure refuses it, the pod stays pending and says why, and it is asked again. */
    boolean runs(World world, Pod pod) {
        String uid = pod.getMetadata().getUid();
        if (running.contains(uid)) {
            return true;
        }
        Optional<String> refused = world.azure().startContainerGroup(world.spec().id(), uid,
                pod.getMetadata().getNamespace() + "-" + pod.getMetadata().getName(), cores(pod));
        if (refused.isEmpty()) {
            running.add(uid);
            return true;
        }
        world.timers().restart("bound/" + uid);
        world.timers().lookAgain(world.timers().now().plus(AGAIN));
        String why = refused.get();
        if (!why.equals(said.put(uid, why))) {
            // As virtual kubelets report what their provider refuses
            world.putStatus(new PodBuilder(pod).editOrNewStatus().withPhase("Pending").withReason("ProviderFailed").withMessage(why)
                    .endStatus().build());
            world.event(pod, "Warning", "ProviderCreateFailed", why, "virtual-kubelet");
        }
        return false;
    }

    /** Ends the groups of pods that are gone. */
    void endAllBut(World world, Collection<Pod> pods) {
        var left = new HashSet<String>();
        pods.forEach(pod -> left.add(pod.getMetadata().getUid()));
        running.stream().filter(uid -> !left.contains(uid)).forEach(world.azure()::endContainerGroup);
        running.retainAll(left);
        said.keySet().retainAll(left);
    }

    private static double cores(Pod pod) {
        return pod.getSpec().getContainers().stream().map(container -> cores(container.getResources())).reduce(BigDecimal.ZERO,
                BigDecimal::add).doubleValue();
    }

    private static BigDecimal cores(ResourceRequirements wanted) {
        return Optional.ofNullable(wanted)
                .flatMap(one -> java.util.stream.Stream.of(one.getRequests(), one.getLimits()).filter(Objects::nonNull)
                        .map(amounts -> amounts.get("cpu")).filter(Objects::nonNull).findFirst())
                .map(Quantity::getNumericalAmount).orElse(UNSAID);
    }
}
