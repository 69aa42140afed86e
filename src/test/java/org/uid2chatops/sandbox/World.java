package org.uid2chatops.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.uid2chatops.sandbox.azure.SandboxAzure;
import org.uid2chatops.sandbox.control.ClockRoutes;
import org.uid2chatops.sandbox.control.ControlApi;
import org.uid2chatops.sandbox.control.FaultRoutes;
import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.kubernetes.SandboxKubernetes;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.net.LocalServer;
import org.uid2chatops.sandbox.slack.SandboxSlack;
import org.uid2chatops.sandbox.time.SimulatedClock;

/** The whole simulated world, running: a Slack, an Azure, its clusters, and the page with the control API. */
public final class World implements AutoCloseable {

    private final Settings settings;
    private final SimulatedClock clock;
    private final ControlApi control = new ControlApi();
    private final List<Place> places;
    private final Path ca;
    private final SandboxKubernetes kubernetes;
    private final SandboxAzure azure;
    private final SandboxSlack slack;
    private final LocalServer page;

    public World(Settings settings) throws IOException {
        this.settings = settings;
        clock = new SimulatedClock(settings.timeScale());
        places = Place.all(settings.targets());
        Files.createDirectories(settings.dir());
        var authority = new Ca();
        ca = authority.write(settings.dir().resolve("ca.pem"));
        var faults = new Faults(clock);
        kubernetes = new SandboxKubernetes(settings, clock, authority, faults, control, places);
        azure = new SandboxAzure(settings, clock, authority, faults, control, places, kubernetes);
        kubernetes.connect(azure);
        slack = new SandboxSlack(settings, clock, faults, control);
        new FaultRoutes(faults).addTo(control);
        new ClockRoutes(clock).addTo(control);
        page = LocalServer.plain(settings.port(), LocalServer.serving(control));
    }

    public String pageUrl() {
        return "http://127.0.0.1:" + page.port() + "/";
    }

    public SimulatedClock clock() {
        return clock;
    }

    public SandboxSlack slack() {
        return slack;
    }

    Settings settings() {
        return settings;
    }

    List<Place> places() {
        return places;
    }

    Path ca() {
        return ca;
    }

    SandboxKubernetes kubernetes() {
        return kubernetes;
    }

    SandboxAzure azure() {
        return azure;
    }

    @Override
    public void close() {
        page.close();
        slack.close();
        azure.close();
        kubernetes.close();
    }
}
