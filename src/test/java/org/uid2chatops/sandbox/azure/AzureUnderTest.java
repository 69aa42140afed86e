package org.uid2chatops.sandbox.azure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.resourcemanager.AzureResourceManager;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.sandbox.control.ControlApi;
import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.net.Ca;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.time.SimulatedClock;

/** A simulated Azure with a client that is signed in, for tests. */
final class AzureUnderTest implements AutoCloseable {

    static final String GROUP = ArmId.groupId("my-vn-aks");
    static final String NETWORKS = GROUP + "/providers/Microsoft.Network/virtualNetworks/";

    final SimulatedClock clock;
    final Faults faults;
    final ControlApi control = new ControlApi();
    final HostUnderTest host = new HostUnderTest();
    final SandboxAzure azure;
    final HttpClient http;
    final SSLContext trust;
    private final String token;

    AzureUnderTest(double timeScale, Latencies latencies) {
        clock = new SimulatedClock(timeScale);
        faults = new Faults(clock);
        var ca = new Ca();
        var settings = new Settings(0, 0, timeScale, 42, Optional.empty(), Optional.empty(), Path.of("target"));
        azure = new SandboxAzure(settings, clock, ca, faults, control, Place.all(0), host, latencies);
        trust = trusting(ca);
        http = HttpClient.newBuilder().sslContext(trust).build();
        token = token("https://management.azure.com/.default");
    }

    /** Everything takes no time but what the tests set. */
    static Latencies atOnce() {
        return new Latencies(Map.of());
    }

    String token(String scope) {
        return Json
                .text(signIn(Map.of("grant_type", "client_credentials", "client_id", Place.CLIENT_ID, "client_secret", Place.CLIENT_SECRET,
                        "scope", scope)).body, "/access_token");
    }

    Response signIn(Map<String, String> form) {
        var text = new StringBuilder();
        form.forEach((name, value) -> text.append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)).append('&'));
        return send(HttpRequest.newBuilder(URI.create(azure.authorityHost() + Place.TENANT + "/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(text.toString()))
                .build());
    }

    /** Returns the real client, signed in as the bot. */
    AzureResourceManager client() {
        var http = new JdkHttpClientBuilder(java.net.http.HttpClient.newBuilder().sslContext(trust)).build();
        var environment = new AzureEnvironment(
                Map.of("managementEndpointUrl", "https://management.core.windows.net/", "resourceManagerEndpointUrl",
                        azure.resourceManagerUrl() + "/", "activeDirectoryEndpointUrl", azure.authorityHost(),
                        "microsoftGraphResourceId",
                        "https://graph.microsoft.com/"));
        var credential = new ClientSecretCredentialBuilder().tenantId(Place.TENANT).clientId(Place.CLIENT_ID)
                .clientSecret(Place.CLIENT_SECRET)
                .authorityHost(azure.authorityHost()).disableInstanceDiscovery().httpClient(http).build();
        return AzureResourceManager.configure().withHttpClient(http)
                .authenticate(credential, new AzureProfile(Place.TENANT, Place.SUBSCRIPTION, environment))
                .withSubscription(Place.SUBSCRIPTION);
    }

    Response get(String path) {
        return arm("GET", path, "");
    }

    Response put(String path, String body) {
        return arm("PUT", path, body);
    }

    Response arm(String method, String path, String body, String... headers) {
        String url = path.startsWith("https:")
                ? path
                : azure.resourceManagerUrl() + path.replace(" ", "%20").replace("'", "%27")
                        + (path.contains("?") ? "&" : "?") + "api-version=2025-03-01";
        var request = HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).method(method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    Response send(HttpRequest request) {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            boolean json = response.headers().firstValue("Content-Type").orElse("").startsWith("application/json")
                    && response.body().length > 0;
            return new Response(response.statusCode(),
                    json && Json.read(response.body()) instanceof ObjectNode object ? object : Json.object(),
                    response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Moves the clock ahead until a GET answers what is wanted; at most a simulated hour. */
    Response until(String path, Predicate<Response> wanted) {
        Response now = get(path);
        for (int step = 0; step < 360 && !wanted.test(now); step++) {
            clock.advance(Duration.ofSeconds(10));
            now = get(path);
        }
        return now;
    }

    Response untilState(String path, String state) {
        return until(path, response -> response.text("/properties/provisioningState").equals(state));
    }

    String control(String path) {
        try {
            int question = path.indexOf('?');
            String bare = question < 0 ? path : path.substring(0, question);
            Map<String, String> query = question < 0 ? Map.of() : Map.of("since", path.substring(path.indexOf('=') + 1));
            return new String(control.answer(new Call("GET", bare, path, query, Map.of(), new byte[0])).body(), StandardCharsets.UTF_8);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static SSLContext trusting(Ca ca) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(ca.pem().getBytes(StandardCharsets.US_ASCII))));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        azure.close();
    }

    record Response(int status, ObjectNode body, HttpResponse<byte[]> raw) {
        String text(String pointer) {
            return Json.text(body, pointer);
        }

        String code() {
            return text("/error/code");
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }
}
