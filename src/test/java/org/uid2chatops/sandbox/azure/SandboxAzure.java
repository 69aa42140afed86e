package org.uid2chatops.sandbox.azure;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.AzureFacts;
import org.uid2chatops.sandbox.ClusterHost;
import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.sandbox.control.ControlApi;
import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.net.Endpoint;
import org.uid2chatops.sandbox.net.LocalServer;
import org.uid2chatops.sandbox.time.SimulatedClock;

/** The simulated Azure: Entra, Microsoft Graph, ARM and Key Vault on loopback, started when made. Thread-safe. */
public final class SandboxAzure implements AzureFacts, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SandboxAzure.class.getName());
    private static final long TICK_MILLIS = 20;
    private static final String LOGIN = "login";
    private static final String MANAGEMENT = "management";
    /** No vault can have that name: it holds a reserved word. */
    private static final String GRAPH = "microsoft-graph";
    private static final String VAULTS = "vaults";

    private final Ca ca;
    private final Cloud cloud;
    private final Recorder recorder;
    private final AzureFaults faults;
    private final Registrations registrations;
    private final RoleAssignments roles;
    private final Vaults vaults;
    private final VaultPlane plane;
    private final LongRunning operations;
    private final PublicIps publicIps;
    private final ClusterHosting hosting;
    private final ContainerGroups containerGroups;
    private final LocalServer login;
    private final LocalServer management;
    private final LocalServer graph;
    private final LocalServer allVaults;
    private final Map<String, LocalServer> vaultServers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService ticker = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("sandbox-azure-clock").factory());

    public SandboxAzure(Settings settings, SimulatedClock clock, Ca ca, Faults faults, ControlApi control, List<Place> places,
            ClusterHost host) {
        this(settings, clock, ca, faults, control, places, host, Latencies.USUAL);
    }

    public SandboxAzure(Settings settings, SimulatedClock clock, Ca ca, Faults faults, ControlApi control, List<Place> places,
            ClusterHost host,
            Latencies latencies) {
        this.ca = ca;
        var pacing = new Pacing(clock);
        var tokens = new Tokens();
        var world = new WorldFaults(faults);
        cloud = new Cloud(clock, settings.seed(), latencies, places, world);
        recorder = new Recorder(clock);
        this.faults = new AzureFaults(faults, pacing);
        var loginEndpoint = new AtomicReference<Endpoint>(_ -> Answer.empty(503));
        var graphEndpoint = new AtomicReference<Endpoint>(_ -> Answer.empty(503));
        var armEndpoint = new AtomicReference<Endpoint>(_ -> Answer.empty(503));
        login = LocalServer.tls(0, ca, LocalServer.serving(call -> loginEndpoint.get().answer(call)));
        management = LocalServer.tls(0, ca, LocalServer.serving(call -> armEndpoint.get().answer(call)));
        graph = LocalServer.tls(0, ca, LocalServer.serving(call -> graphEndpoint.get().answer(call)));
        operations = new LongRunning(cloud, pacing, resourceManagerUrl());
        registrations = new Registrations(cloud, world);
        var groups = new ResourceGroups(cloud, operations, registrations, world);
        var usages = new Usages(cloud, world);
        var sizes = new VmSizes(world);
        var versions = new KubernetesVersions(world);
        var services = new Services(cloud, groups, operations, pacing, this.faults, usages, sizes, versions, world);
        hosting = new ClusterHosting(host);
        containerGroups = new ContainerGroups(cloud, usages);
        roles = new RoleAssignments(cloud);
        var rights = new Rights(cloud, roles, world);
        plane = new VaultPlane(cloud, tokens, rights, authorityHost());
        vaults = new Vaults(services, this::openVault);
        publicIps = new PublicIps(services);
        allVaults = LocalServer.tls(0, ca, LocalServer.serving(recorded(VAULTS, plane.of(this::vaultOfHost))));
        var routes = new Routes();
        operations.register(routes);
        registrations.register(routes);
        Subscriptions.register(routes);
        groups.register(routes);
        new ResourceLists(cloud, groups).register(routes);
        var identities = new ManagedIdentities(services);
        List.of(publicIps, new NatGateways(services), new VirtualNetworks(services), identities, vaults,
                new ManagedClusters(services, identities, publicIps, hosting)).forEach(type -> type.register(routes));
        versions.register(routes);
        usages.register(routes);
        sizes.register(routes);
        RoleDefinitions.register(routes);
        roles.register(routes, rights);
        cloud.directory().add(new Directory.Principal(Place.OBJECT_ID, Place.CLIENT_ID, "uid2-chatops", Optional.empty(), clock.instant()));
        roles.seed(Place.OBJECT_ID, RoleDefinitions.OWNER, ArmId.SUBSCRIPTION);
        String loginUrl = authorityHost().replaceFirst("/$", "");
        var entra = new Entra(tokens, loginUrl);
        var adfs = new Adfs(tokens, loginUrl);
        loginEndpoint.set(recorded(LOGIN, call -> call.path().startsWith(Adfs.ROOT) ? adfs.answer(call) : entra.answer(call)));
        graphEndpoint.set(recorded(GRAPH, new Graph(cloud, tokens, graphUrl())));
        armEndpoint.set(recorded(MANAGEMENT, new Arm(cloud, tokens, routes, new Gateway(cloud, rights, world),
                new CloudMetadata(resourceManagerUrl(), authorityHost(), graphUrl(), allVaultsPort()), resourceManagerUrl(),
                authorityHost())));
        AzureControl.register(control, recorder, cloud);
        ticker.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Lets happen what is due though nobody asks. A failure of one event must not end the ticking. */
    private void tick() {
        try {
            cloud.locked(() -> true);
        } catch (RuntimeException broken) {
            LOG.log(System.Logger.Level.ERROR, "the simulated Azure could not do what was due", broken);
        }
    }

    /** Returns how many requests this Azure has seen. */
    public long requestsSeen() {
        return recorder.size();
    }

    /** Returns where Entra is, as the Azure SDK's authority host: {@code https://127.0.0.1:PORT/}. */
    public String authorityHost() {
        return "https://127.0.0.1:" + login.port() + "/";
    }

    /** Returns where ARM is: {@code https://127.0.0.1:PORT}. */
    public String resourceManagerUrl() {
        return "https://127.0.0.1:" + management.port();
    }

    private String graphUrl() {
        return "https://127.0.0.1:" + graph.port();
    }

    /** Returns the port that serves every vault by its host name ({@code NAME.vault.azure.net}). */
    public int allVaultsPort() {
        return allVaults.port();
    }

    @Override
    public boolean holdsRole(String principalId, String roleName, String scope) {
        return cloud.locked(() -> roles.inEffect(principalId, scope).anyMatch(role -> role.roleName().equalsIgnoreCase(roleName)));
    }

    @Override
    public Optional<ObjectNode> resource(String id) {
        return cloud.locked(() -> cloud.store().find(id).map(Resource::body).or(() -> VirtualNetworks.subnet(cloud.store(), id))
                .map(ObjectNode::deepCopy));
    }

    /** Has a resource become something else as Azure itself does it, without anybody's request: a node image, a patch, a count of nodes. */
    public void becomes(String id, Consumer<ObjectNode> change) {
        cloud.locked(() -> {
            change.accept(cloud.store().find(id).orElseThrow().body());
            return id;
        });
    }

    @Override
    public boolean providerRegistered(String namespace) {
        return cloud.locked(() -> registrations.registered(namespace));
    }

    @Override
    public SecretRead readSecret(String identityResourceId, String vaultName, String secretName) {
        return cloud.locked(() -> {
            Optional<Resource> identity = cloud.store().find(identityResourceId)
                    .filter(found -> found.type().equals(ManagedIdentities.TYPE));
            if (identity.isEmpty()) {
                return new SecretRead.NoToken();
            }
            Optional<Vault> vault = vaults.named(vaultName).filter(Vault::reachable);
            if (vault.isEmpty()) {
                return new SecretRead.NoVault();
            }
            try {
                return new SecretRead.Value(Json.text(plane.read(vault.get(), secretName, "",
                        Json.text(identity.get().body(), "/properties/principalId"),
                        Json.text(identity.get().body(), "/properties/clientId")),
                        "/value"));
            } catch (Refusal refusal) {
                return refusal.answer().status() == 404
                        ? new SecretRead.NotFound(refusal.body())
                        : new SecretRead.Forbidden(refusal.body());
            }
        });
    }

    @Override
    public void happened(String clusterId, String event, String object, Instant start, Instant end) {
        cloud.locked(() -> {
            cloud.timeline().add(ArmId.group(clusterId).orElse(""), event, clusterId + "/" + object, start, end);
            return object;
        });
    }

    @Override
    public String publicAddress(String clusterId, String serviceUid) {
        return cloud.locked(() -> {
            Resource cluster = cloud.store().find(clusterId)
                    .orElseThrow(() -> new IllegalArgumentException("there is no cluster " + clusterId));
            // As the cloud provider names load balancers: "a" and the service's uid, cut at 32
            String name = "a" + serviceUid.replace("-", "");
            Resource address = publicIps.make(Json.text(cluster.body(), "/properties/nodeResourceGroup"),
                    "kubernetes-" + name.substring(0, Math.min(32, name.length())),
                    cluster.body().path("location").stringValue(Place.LOCATION),
                    Map.of("k8s-azure-cluster-name", "kubernetes", "k8s-azure-service-uid", serviceUid));
            return Json.text(address.body(), "/properties/ipAddress");
        });
    }

    @Override
    public Optional<String> startContainerGroup(String clusterId, String podUid, String name, double cores) {
        return cloud.locked(() -> containerGroups.start(clusterId, podUid, name, cores));
    }

    @Override
    public void endContainerGroup(String podUid) {
        cloud.locked(() -> {
            containerGroups.end(podUid);
            return true;
        });
    }

    private String openVault(String name) {
        LocalServer server = vaultServers.computeIfAbsent(name.toLowerCase(Locale.ROOT),
                key -> LocalServer.tls(0, ca, LocalServer.serving(recorded(key, plane.of(_ -> vaults.named(key))))));
        return "https://127.0.0.1:" + server.port();
    }

    private Optional<Vault> vaultOfHost(Call call) {
        return vaults.named(call.header("host").orElse("").replaceFirst("[.:].*", ""));
    }

    /** Returns the endpoint with its faults, kept in the record. */
    private Endpoint recorded(String host, Endpoint inner) {
        return recorder.recording(host, call -> {
            String target = cloud.locked(() -> target(host, call));
            Optional<Answer> struck = faults.strike(call, target);
            if (struck.isPresent()) {
                return struck.get();
            }
            return faults.strikeAfter(call, target, inner.answer(call));
        });
    }

    private String target(String host, Call call) {
        if (host.equals(MANAGEMENT)) {
            String target = cloud.target(call.path());
            return target.isEmpty() ? operations.target(call.path()) : target;
        }
        Optional<Vault> vault = host.equals(VAULTS) ? vaultOfHost(call) : vaults.named(host);
        return vault.map(found -> cloud.target(found.resource().id())).orElse("");
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        faults.close();
        hosting.close();
        login.close();
        management.close();
        graph.close();
        allVaults.close();
        vaultServers.values().forEach(LocalServer::close);
    }
}
