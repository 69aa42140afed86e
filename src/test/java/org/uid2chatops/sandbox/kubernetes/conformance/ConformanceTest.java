package org.uid2chatops.sandbox.kubernetes.conformance;

import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import org.uid2chatops.sandbox.kubernetes.api.BareServer;

/**
 * What the bot, Helm and the sandbox's controllers need of an API server. The built-in one is checked, or with
 * {@code -Dconformance.kubeconfig=FILE} that of the kubeconfig, whose answers are the truth: a check that fails there is
 * wrong. It works in a namespace of its own, and leaves nothing behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {

    private static final Optional<String> FOREIGN = Optional.ofNullable(System.getProperty("conformance.kubeconfig"));
    private Optional<BareServer> builtIn = Optional.empty();
    private Api api;

    @BeforeAll
    void connect() throws Exception {
        Config config = FOREIGN.map(file -> Config.fromKubeconfig(new File(file))).orElseGet(() -> {
            var server = new BareServer();
            builtIn = Optional.of(server);
            return new ConfigBuilder(Config.empty()).withMasterUrl("https://127.0.0.1:" + server.port()).withTrustCerts(true)
                    .withAutoOAuthToken(BareServer.TOKEN).build();
        });
        if (config.getAutoOAuthToken() == null) {
            config.setAutoOAuthToken(config.getOauthToken());
        }
        api = new Api(config, "conformance-" + Long.toString(System.currentTimeMillis(), 36).toLowerCase(Locale.ROOT),
                FOREIGN.isPresent() ? 6 : 1);
        api.post("/api/v1/namespaces", "{'metadata':{'name':'" + api.namespace() + "'}}").is(201);
    }

    @AfterAll
    void leave() throws Exception {
        for (String collection : List.of("deployments", "pods", "configmaps", "secrets", "serviceaccounts")) {
            api.delete(collection + "?gracePeriodSeconds=0");
        }
        String namespace = "/api/v1/namespaces/" + api.namespace();
        api.get("services").at("/items").forEach(service -> delete("services/" + service.path("metadata").path("name").asString("")));
        Reply leaving = api.delete(namespace);
        if (leaving.string("/kind").equals("Namespace")) { // Nobody ends it where no controllers are
            api.put(namespace + "/finalize", "{'metadata':{'name':'" + api.namespace() + "'},'spec':{'finalizers':[]}}");
        }
        api.close();
        builtIn.ifPresent(BareServer::close);
    }

    private void delete(String path) {
        try {
            api.delete(path);
        } catch (Exception gone) {
            throw new IllegalStateException(gone);
        }
    }

    @TestFactory
    Stream<DynamicTest> checks() {
        return Stream.<Supplier<Checks>>of(ValidationChecks::all, ErrorChecks::all, ApplyChecks::all, OwnershipChecks::all,
                PatchChecks::all, UpdateChecks::all, ListChecks::all, WatchChecks::all, DeletionChecks::all, SubresourceChecks::all)
                .flatMap(checks -> checks.get().all().entrySet().stream())
                .map(check -> DynamicTest.dynamicTest(check.getKey(), () -> check.getValue().on(api)));
    }
}
