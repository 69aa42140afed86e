package org.uid2chatops.sandbox.azure;

/** What the providers of resource types share. */
record Services(Cloud cloud, ResourceGroups groups, LongRunning operations, Pacing pacing, AzureFaults faults, Usages usages,
        VmSizes sizes, KubernetesVersions versions, WorldFaults world) {
}
