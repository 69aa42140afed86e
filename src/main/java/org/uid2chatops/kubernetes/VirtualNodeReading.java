package org.uid2chatops.kubernetes;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;

/** Reads the pod that is to become the virtual node, for why it has not: its log and events name what Azure refuses it. */
final class VirtualNodeReading {

    private final Target target;
    private final String said;

    private VirtualNodeReading(Target target, String said) {
        this.target = target;
        this.said = said;
    }

    /** Returns the likeliest reason; its summary is empty if there is no sign of one. */
    static Trouble of(KubernetesClient client, Target target) {
        var pod = client.pods().inAnyNamespace().withField("metadata.name", VirtualNodeRelease.NODE).list().getItems().stream()
                .filter(found -> VirtualNodeRelease.NODE.equals(found.getMetadata().getName())).findFirst();
        if (pod.isEmpty()) {
            return Trouble.passing("VirtualNodeNotReady", "",
                    "The chart is installed, but there is no pod " + VirtualNodeRelease.NODE + ".",
                    "Look at `kubectl get statefulset,events -A`: a node of the cluster needs 3 free cores and 12 GB for it.",
                    "");
        }
        return new VirtualNodeReading(target, said(client, pod.get())).likeliest();
    }

    /** Something that a virtual node needs, and how its absence reads. */
    private record Need(Pattern sign, String summary, String what, String next) {
    }

    private Trouble likeliest() {
        var missing = needs().stream().filter(need -> need.sign().matcher(said).find()).toList();
        String reference = Masked.text(said.lines().reduce("", (all, line) -> line.isBlank() ? all : all + " " + line.strip()));
        if (missing.isEmpty()) {
            return Trouble.passing("VirtualNodeNotReady", "", "The virtual node has not become Ready, and its pod does not say why.",
                    "Look at `kubectl logs " + VirtualNodeRelease.NODE + "` and `kubectl describe node " + VirtualNodeRelease.NODE + "`.",
                    reference);
        }
        return Trouble.passing("VirtualNodeNotReady", joined(missing, "; ", Need::summary), joined(missing, " ", Need::what),
                joined(missing, " ", Need::next), reference);
    }

    /** Source: microsoft/virtualnodesOnAzureContainerInstances, README and Docs; the guide's sections before the chart. */
    private List<Need> needs() {
        var names = target.names();
        String subnet = target.network().containerSubnet().name();
        return List.of(
                new Need(sign("AuthorizationFailed|does not have authorization"),
                        "the kubelet identity's Contributor roles have no effect yet",
                        "Azure refuses the virtual node: the kubelet identity (" + names.cluster()
                                + "-agentpool) lacks Contributor, or it has"
                                + " not taken effect yet.",
                        "It needs Contributor on the resource group " + target.groupOf(ResourceKind.VIRTUAL_NETWORK)
                                + " and on the cluster's node resource group."),
                new Need(sign("MissingSubscriptionRegistration|is not registered"), "Microsoft.ContainerInstance is not registered",
                        "The subscription is not registered for Microsoft.ContainerInstance.",
                        "Run `az provider register -n Microsoft.ContainerInstance` and wait for Registered."),
                new Need(sign("no subnet|SubnetNotFound|subnet .*not found"), "there is no subnet " + subnet,
                        "The virtual node does not find its subnet " + subnet + ".",
                        "It must be called " + subnet + " and be in the cluster's network " + names.virtualNetwork() + "."),
                new Need(sign("not delegated|delegation"), "the subnet " + subnet + " is not delegated",
                        "The subnet " + subnet + " is not delegated to container groups.",
                        "Delegate it to Microsoft.ContainerInstance/containerGroups (a new deploy does that)."),
                new Need(sign("NAT ?gateway|egress|outbound"), "the subnet " + subnet + " has no NAT gateway",
                        "The subnet " + subnet + " has no way out.",
                        "Attach the NAT gateway " + names.natGateway() + " to it (a new deploy does that)."),
                new Need(sign("Insufficient (cpu|memory)"), "no node has room for the virtual node",
                        "No node of the cluster has room for the virtual node.",
                        "It needs 3 free cores and 12 GB: " + (target.manages(ResourceKind.CLUSTER)
                                ? "raise " + target.property("vm-size") + " or " + target.property("node-count-max") + "."
                                : "add nodes to AKS cluster " + names.cluster() + ".")));
    }

    private static Pattern sign(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    private static String joined(List<Need> needs, String separator, Function<Need, String> part) {
        return needs.stream().map(part).collect(Collectors.joining(separator));
    }

    /** Everything that the pod's events and log say, oldest first, the log last. */
    private static String said(KubernetesClient client, Pod pod) {
        String namespace = pod.getMetadata().getNamespace();
        var events = Warnings.of(client, namespace, "Pod", VirtualNodeRelease.NODE).events().stream().map(Warnings::shown);
        var conditions = pod.getStatus() == null
                ? Stream.<String>empty()
                : pod.getStatus().getConditions().stream().map(condition -> condition.getMessage()).filter(Objects::nonNull);
        var logs = pod.getSpec().getContainers().stream().map(container -> log(client, namespace, container.getName()));
        return Stream.of(conditions, events, logs).flatMap(lines -> lines).filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private static String log(KubernetesClient client, String namespace, String container) {
        return ContainerLog.of(client, namespace, VirtualNodeRelease.NODE, container, 50, false);
    }
}
