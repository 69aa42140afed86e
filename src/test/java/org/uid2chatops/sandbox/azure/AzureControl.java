package org.uid2chatops.sandbox.azure;

import java.time.Instant;

import org.uid2chatops.sandbox.control.ControlApi;

/** The routes of the control API that show the simulated Azure. */
final class AzureControl {

    private AzureControl() {
    }

    static void register(ControlApi control, Recorder recorder, Cloud cloud) {
        control.route("GET", "/api/azure/requests",
                (call, _) -> ControlApi.ok(recorder.since(call.parameter("since").map(Long::parseLong).orElse(0L))));
        control.route("GET", "/api/azure/resources",
                (_, _) -> cloud.locked(() -> ControlApi.ok(cloud.store().all().stream()
                        .filter(resource -> !resource.created().equals(Instant.EPOCH)).map(Resource::body).toList())));
        control.route("GET", "/api/timeline", (_, _) -> cloud.locked(() -> ControlApi.ok(cloud.timeline().groups())));
    }
}
