package org.uid2chatops.sandbox.slack;

import java.time.Clock;
import java.util.function.LongSupplier;

import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.sandbox.control.ControlApi;
import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.net.LocalServer;
import org.uid2chatops.sandbox.slack.act.Clicks;
import org.uid2chatops.sandbox.slack.act.Commands;
import org.uid2chatops.sandbox.slack.act.Home;
import org.uid2chatops.sandbox.slack.act.Modals;
import org.uid2chatops.sandbox.slack.page.PageRoutes;
import org.uid2chatops.sandbox.slack.socket.SocketHandler;
import org.uid2chatops.sandbox.slack.socket.Sockets;
import org.uid2chatops.sandbox.slack.web.WebApi;
import org.uid2chatops.sandbox.slack.workspace.Ids;
import org.uid2chatops.sandbox.slack.workspace.Workspace;
import org.uid2chatops.sandbox.time.SimulatedClock;

/**
 * The simulated Slack: a server on loopback with the Web API and Socket Mode, for one app in one workspace; what people
 * do there goes through the control API, or through {@link #commands} and {@link #clicks}. Thread-safe.
 */
public final class SandboxSlack implements AutoCloseable {

    private final Workspace workspace;
    private final Sockets sockets;
    private final WebApi web;
    private final LocalServer server;
    private final Commands commands;
    private final Clicks clicks;
    private final Modals modals;
    private final Home home;

    /** Starts it, declares its faults, and registers its routes and the page's. */
    public SandboxSlack(Settings settings, SimulatedClock clock, Faults faults, ControlApi control) {
        this(settings, clock, faults, control, Clock.systemUTC(), System::nanoTime);
    }

    /** @param nanos by which Slack counts its rates: where they run fast, much may be done in little time */
    public SandboxSlack(Settings settings, SimulatedClock clock, Faults faults, ControlApi control, LongSupplier nanos) {
        this(settings, clock, faults, control, Clock.systemUTC(), nanos);
    }

    /** @param real by which Slack counts what it counts in real time, rates aside */
    SandboxSlack(Settings settings, SimulatedClock clock, Faults faults, ControlApi control, Clock real) {
        this(settings, clock, faults, control, real, System::nanoTime);
    }

    private SandboxSlack(Settings settings, SimulatedClock clock, Faults faults, ControlApi control, Clock real, LongSupplier nanos) {
        workspace = Workspace.empty(clock);
        sockets = new Sockets(faults, workspace.changes());
        web = new WebApi(workspace, real, nanos, faults, this::root,
                () -> root().replaceFirst("^http", "ws") + "link?ticket=" + sockets.ticket() + "&app_id=" + Ids.APP);
        server = LocalServer.plain(0, new SocketHandler(sockets, LocalServer.serving(web)));
        commands = new Commands(workspace, web, sockets, root());
        clicks = new Clicks(workspace, web, sockets, root());
        modals = new Modals(workspace.views(), web, sockets);
        home = new Home(workspace, sockets);
        new SlackRoutes(workspace, web, commands, clicks, modals, home).addTo(control);
        new PageRoutes(settings, workspace, sockets::connected, clock).addTo(control);
    }

    private String root() {
        return "http://127.0.0.1:" + server.port() + "/";
    }

    /** Returns the prefix of the Web API's methods, for {@code SlackConfig#setMethodsEndpointUrlPrefix}. */
    public String apiUrl() {
        return root() + "api/";
    }

    public String botToken() {
        return Ids.BOT_TOKEN;
    }

    public String appToken() {
        return Ids.APP_TOKEN;
    }

    /** Returns how many sockets bots have open, those aside that were told to leave. */
    public int connected() {
        return sockets.connected();
    }

    /** Returns how many sockets were opened since the start. */
    public int opened() {
        return sockets.opened();
    }

    public Workspace workspace() {
        return workspace;
    }

    WebApi web() {
        return web;
    }

    /** Returns how many calls its Web API has seen. */
    public long callsSeen() {
        return web.callsSeen();
    }

    public Commands commands() {
        return commands;
    }

    public Clicks clicks() {
        return clicks;
    }

    public Modals modals() {
        return modals;
    }

    public Home home() {
        return home;
    }

    @Override
    public void close() {
        sockets.close();
        server.close();
    }
}
