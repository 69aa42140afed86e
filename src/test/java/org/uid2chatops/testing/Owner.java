package org.uid2chatops.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Place;

/** A person who owns the subscription and works in it beside the bot, by the requests that the Azure CLI would send. */
public final class Owner {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> ROLES = Map.of("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c", "Network Contributor",
            "4d97b98b-1d4f-4787-a291-c67834d212e7", "Key Vault Secrets Officer", "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
            "Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6");

    private static final String VAULT = "https://vault.azure.net";
    private final String authority;
    private final String management;
    private final HttpClient http;
    private final String token;

    public Owner(String management, String authority, Path ca) {
        this.management = management;
        this.http = HttpClient.newBuilder().sslContext(trusting(ca)).build();
        this.authority = authority;
        this.token = token("https://management.azure.com");
    }

    private String token(String audience) {
        String form = "grant_type=client_credentials&client_id=" + Place.CLIENT_ID + "&client_secret=" + Place.CLIENT_SECRET + "&scope="
                + URLEncoder.encode(audience + "/.default", StandardCharsets.UTF_8);
        return JSON.readTree(send(HttpRequest.newBuilder(URI.create(authority + Place.TENANT + "/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)).build()).body())
                .path("access_token").asString();
    }

    /** Registers the providers that resources of the guide come from, and waits until they are. */
    public void register(String... namespaces) {
        for (String namespace : namespaces) {
            String id = "/subscriptions/" + Place.SUBSCRIPTION + "/providers/" + namespace;
            ask("POST", id + "/register", "");
            Awaitility.await(namespace).atMost(PATIENCE).pollInterval(Duration.ofMillis(50))
                    .until(() -> ask("GET", id, "").path("registrationState").asString("").equals("Registered"));
        }
    }

    /** Writes a resource that Azure makes at once. */
    public void write(String id, String body) {
        ask("PUT", id, body);
    }

    /** Makes a resource and waits until Azure is done with it. */
    public void make(String id, String body) {
        ask("PUT", id, body);
        Awaitility.await(id).atMost(PATIENCE).pollInterval(Duration.ofMillis(50))
                .until(() -> ask("GET", id, "").at("/properties/provisioningState").asString("").equals("Succeeded"));
    }

    /**
     * Grants a role, by the values of {@code az role assignment create}; returns the assignment's name. Where the Azure CLI
     * draws it, it is the same for the same grant here: how long the sandbox takes depends on it.
     */
    public String grant(String principal, String type, String role, String scope) {
        String name = UUID.nameUUIDFromBytes((principal + role + scope).getBytes(StandardCharsets.UTF_8)).toString();
        ask("PUT", scope + "/providers/Microsoft.Authorization/roleAssignments/" + name,
                JSON.writeValueAsString(Map.of("properties", Map.of("principalId", principal, "principalType", type, "roleDefinitionId",
                        "/subscriptions/" + Place.SUBSCRIPTION + "/providers/Microsoft.Authorization/roleDefinitions/"
                                + ROLES.get(role)))));
        return name;
    }

    /** Removes a resource and waits until it is gone. */
    public void remove(String id) {
        ask("DELETE", id, "");
        Awaitility.await(id + " is gone").atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> status(id) == 404);
    }

    /** Reads a resource, changes it and writes it back. */
    public void change(String id, Consumer<ObjectNode> change) {
        var body = (ObjectNode) ask("GET", id, "");
        change.accept(body);
        ask("PUT", id, body.toString());
        Awaitility.await(id).atMost(PATIENCE).pollInterval(Duration.ofMillis(50))
                .until(() -> ask("GET", id, "").at("/properties/provisioningState").asString("").equals("Succeeded"));
    }

    private int status(String id) {
        return send(HttpRequest.newBuilder(URI.create(management + id + "?api-version=2025-01-01"))
                .header("Authorization", "Bearer " + token).build()).statusCode();
    }

    /** Returns a resource. */
    public JsonNode read(String id) {
        return ask("GET", id, "");
    }

    /** Puts a value into a vault's secret; returns the status, since a grant on the vault takes effect late. */
    public int writeSecret(String secret, String value) {
        return send(HttpRequest.newBuilder(URI.create(secret + "?api-version=7.4")).header("Authorization", "Bearer " + token(VAULT))
                .header("Content-Type", "application/json").PUT(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("value", value))))
                .build()).statusCode();
    }

    /** Sends a request and returns its answer; a refusal is an error. */
    public JsonNode ask(String method, String id, String body) {
        var answer = send(HttpRequest.newBuilder(URI.create(management + id + "?api-version=2025-01-01"))
                .header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build());
        if (answer.statusCode() >= 300) {
            throw new AssertionError(method + " " + id + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body().isBlank() ? JSON.missingNode() : JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext trusting(Path ca) {
        try (var in = Files.newInputStream(ca)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("sandbox", CertificateFactory.getInstance("X.509").generateCertificate(in));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
