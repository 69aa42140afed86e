package org.uid2chatops.sandbox.azure;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.net.ssl.SSLSocket;

import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.sandbox.azure.AzureUnderTest.Response;
import org.uid2chatops.sandbox.azure.Latencies.Range;
import org.uid2chatops.sandbox.azure.Latencies.Service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.uid2chatops.sandbox.azure.AzureUnderTest.GROUP;

/** What the Azure CLI asks for and the bot does not: seen from the CLI's own requests. */
@SuppressWarnings("NullAway.Init")
class SandboxAzureCommandLineTest {

    private static final String IDENTITIES = GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/";
    private static final String VAULT = GROUP + "/providers/Microsoft.KeyVault/vaults/my-vn-aks-vault";

    /** One for all: nothing here depends on what another test made. */
    private static AzureUnderTest world;

    @BeforeAll
    static void start() {
        world = new AzureUnderTest(600, AzureUnderTest.atOnce().with(Service.PRINCIPAL_REPLICATION, Range.of(20, 20)));
        world.put(GROUP, "{'location':'eastus'}");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private JsonNode metadata(String apiVersion) {
        return Json.read(world.send(HttpRequest
                .newBuilder(URI.create(world.azure.resourceManagerUrl() + "/metadata/endpoints?api-version=" + apiVersion)).build()).raw()
                .body());
    }

    private String graphUrl() {
        return Json.text(metadata("2022-09-01"), "/microsoftGraphResourceId");
    }

    private Response graph(String method, String path, String body, String token) {
        return world.send(HttpRequest.newBuilder(URI.create(graphUrl() + path)).header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private Response graph(String path) {
        return graph("GET", path, "", world.token(graphUrl() + ".default"));
    }

    private Response principals(String filter) {
        return graph("v1.0/servicePrincipals?$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    private static List<String> ids(Response found) {
        return found.body().path("value").valueStream().map(one -> Json.text(one, "/id")).toList();
    }

    private Response signIn(String url, Map<String, String> form) {
        String text = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return world.send(HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(text)).build());
    }

    @Test
    void eachAgeOfTheMetadataHasTheFormThatClientsOfThatAgeRead() {
        JsonNode first = metadata("1.0");
        assertThat(Json.text(first, "/graphEndpoint")).isEqualTo("https://graph.windows.net/");
        JsonNode list = metadata("2019-05-01");
        assertThat(list.isArray()).isTrue();
        JsonNode one = metadata("2022-09-01");
        assertThat(list.get(0)).isEqualTo(one);
        for (JsonNode cloud : List.of(first, one)) {
            assertThat(Json.text(cloud, "/authentication/loginEndpoint")).isEqualTo(world.azure.authorityHost());
            assertThat(Json.text(cloud, "/authentication/audiences/0")).isEqualTo("https://management.core.windows.net/");
        }
        assertThat(Json.text(one, "/resourceManager")).isEqualTo(world.azure.resourceManagerUrl() + "/");
        assertThat(Json.text(one, "/suffixes/keyVaultDns")).isEqualTo("vault.azure.net:" + world.azure.allVaultsPort());
    }

    /** RFC 5280, 4.2.1.1: OpenSSL's strict check, which the Python of newer CLIs makes. */
    @Test
    void certificatesSayWhichKeySignedThem() throws Exception {
        try (var socket = (SSLSocket) world.trust.getSocketFactory().createSocket("127.0.0.1", world.azure.allVaultsPort())) {
            var chain = socket.getSession().getPeerCertificates();
            assertThat(chain).hasSize(2);
            var server = new JcaX509CertificateHolder((X509Certificate) chain[0]).getExtensions();
            var root = new JcaX509CertificateHolder((X509Certificate) chain[1]).getExtensions();
            assertThat(AuthorityKeyIdentifier.fromExtensions(server).getKeyIdentifier())
                    .isEqualTo(SubjectKeyIdentifier.fromExtensions(root).getKeyIdentifier());
        }
    }

    @ParameterizedTest
    @CsvSource({"scope,https://management.core.windows.net//.default", "resource,https://management.core.windows.net/"})
    void anAuthorityWithoutATenantTellsWhereItsTokensAreAndIssuesThem(String field, String audience) {
        var told = world.send(HttpRequest.newBuilder(URI.create(world.azure.authorityHost() + "adfs/.well-known/openid-configuration"))
                .build());
        assertThat(told.text("/authorization_endpoint")).startsWith(world.azure.authorityHost() + "adfs/");
        var granted = signIn(told.text("/token_endpoint"), Map.of("grant_type", "client_credentials", "client_id", Place.CLIENT_ID,
                "client_secret", Place.CLIENT_SECRET, field, audience));
        assertThat(granted.status()).isEqualTo(200);
        var subscriptions = world.send(HttpRequest
                .newBuilder(URI.create(world.azure.resourceManagerUrl() + "/subscriptions?api-version=2019-11-01"))
                .header("Authorization", "Bearer " + granted.text("/access_token")).build());
        assertThat(subscriptions.text("/value/0/tenantId")).isEqualTo(Place.TENANT);
        assertThat(world.control("/api/azure/requests?since=0")).contains("/adfs/oauth2/token").doesNotContain(Place.CLIENT_SECRET)
                .doesNotContain(granted.text("/access_token"));
    }

    @ParameterizedTest
    @CsvSource({"client_id,nobody,invalid_client", "client_secret,wrong,invalid_client", "scope,https://unknown/.default,invalid_resource",
            "grant_type,password,unsupported_grant_type"})
    void whatAnAuthorityWithoutATenantRefuses(String field, String value, String error) {
        var form = new java.util.HashMap<>(Map.of("grant_type", "client_credentials", "client_id", Place.CLIENT_ID, "client_secret",
                Place.CLIENT_SECRET, "scope", "https://management.azure.com/.default"));
        form.put(field, value);
        var refused = signIn(world.azure.authorityHost() + "adfs/oauth2/token", form);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error")).isEqualTo(error);
        assertThat(refused.text("/error_description")).startsWith("MSIS");
    }

    @Test
    void aClientIdIsLookedUpOnceTheDirectoryKnowsIt() {
        var identity = world.put(IDENTITIES + "my-vn-aks-opr-id", "{'location':'eastus'}");
        String client = identity.text("/properties/clientId");
        String object = identity.text("/properties/principalId");
        String byName = "servicePrincipalNames/any(c:c eq '" + client + "')";
        assertThat(ids(principals(byName))).isEmpty();
        assertThat(graph("v1.0/servicePrincipals/" + object).code()).isEqualTo("Request_ResourceNotFound");
        world.clock.advance(Duration.ofSeconds(20));
        assertThat(ids(principals(byName))).containsExactly(object);
        assertThat(ids(principals("appId eq '" + client + "' and startswith(displayName,'my-vn')"))).containsExactly(object);
        assertThat(ids(principals("startswith(displayName,'other')"))).isEmpty();
        assertThat(ids(principals(""))).contains(Place.OBJECT_ID, object);
        assertThat(graph("v1.0/servicePrincipals/" + object).text("/servicePrincipalType")).isEqualTo("ManagedIdentity");
        assertThat(graph("v1.0/servicePrincipals(appId='" + client + "')").text("/id")).isEqualTo(object);
        var named = graph("POST", "v1.0/directoryObjects/getByIds",
                "{\"ids\":[\"" + object + "\"],\"types\":[\"user\",\"servicePrincipal\"]}",
                world.token(graphUrl() + ".default"));
        assertThat(named.body().at("/value/0/@odata.type").stringValue("")).isEqualTo("#microsoft.graph.servicePrincipal");
        world.arm("DELETE", IDENTITIES + "my-vn-aks-opr-id", "");
        assertThat(ids(principals(byName))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"v1.0/users|200|", "v1.0/groups/nobody|404|Request_ResourceNotFound", "v1.0/me|400|BadRequest",
            "v1.0/servicePrincipals?$filter=color%20eq%20'red'|400|Request_UnsupportedQuery",
            "v1.0/servicePrincipals?$filter=whatever|400|Request_UnsupportedQuery", "v2.0/servicePrincipals|400|BadRequest",
            "v1.0/domains|403|Authorization_RequestDenied"})
    void whatTheDirectoryDoesNotHoldOrUnderstand(String path, int status, String code) {
        var answer = graph(path.replace("'", "%27"));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code == null ? "" : code);
    }

    @Test
    void theDirectoryWantsATokenOfItsOwn() {
        var other = graph("GET", "v1.0/servicePrincipals", "", world.token("https://management.azure.com/.default"));
        assertThat(other.status()).isEqualTo(401);
        assertThat(other.code()).isEqualTo("InvalidAuthenticationToken");
        assertThat(graph("GET", "v1.0/servicePrincipals", "", world.token("https://graph.microsoft.com/.default")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2018-05-01", "2021-04-01", "2022-01-31-preview", "2024-11-01", "2031-01-01"})
    void anyApiVersionOfAKnownResourceWillDo(String version) {
        String url = world.azure.resourceManagerUrl() + IDENTITIES + "of-" + version + "?api-version=" + version;
        var token = world.token("https://management.core.windows.net//.default");
        var made = world.send(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token)
                .PUT(HttpRequest.BodyPublishers.ofString("{\"location\":\"eastus\"}")).build());
        assertThat(made.status()).isEqualTo(201);
    }

    @Test
    void theOlderListOfKubernetesVersionsHoldsWhatMicrosoftSupportsItself() {
        String locations = ArmId.SUBSCRIPTION + "/providers/Microsoft.ContainerService/locations/";
        var list = world.get(locations + "eastus/orchestrators?resource-type=managedClusters").body().at("/properties/orchestrators");
        var patches = world.get(locations + "eastus/kubernetesVersions").body().path("values").valueStream()
                .filter(minor -> minor.at("/capabilities/supportPlan").valueStream()
                        .anyMatch(plan -> plan.stringValue("").equals("KubernetesOfficial")))
                .flatMap(minor -> minor.path("patchVersions").propertyStream().map(Map.Entry::getKey)).toList();
        assertThat(list.valueStream().map(one -> Json.text(one, "/orchestratorVersion"))).containsExactlyElementsOf(patches);
        assertThat(list.valueStream().filter(one -> one.path("default").asBoolean(false))).singleElement()
                .satisfies(one -> assertThat(Json.text(one, "/upgrades/0/orchestratorType")).isEqualTo("Kubernetes"));
        assertThat(world.get(locations + "nowhere/orchestrators").code()).isEqualTo("NoRegisteredProviderFound");
    }

    @Test
    void resourcesAreListedByWhatTheFilterSays() {
        world.put(ArmId.groupId("here"), "{'location':'eastus'}");
        world.put(ArmId.groupId("there"), "{'location':'westus'}");
        world.put(IDENTITIES.replace("my-vn-aks", "here") + "mine", "{'location':'eastus','tags':{'team':'ads'}}");
        world.put(IDENTITIES.replace("my-vn-aks", "there") + "theirs", "{'location':'westus'}");
        world.put(ArmId.groupId("here") + "/providers/Microsoft.Network/virtualNetworks/net",
                "{'location':'eastus','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/8']}}}");
        assertThat(listed("resourceGroup eq 'HERE'")).containsExactlyInAnyOrder("mine", "net");
        assertThat(listed("resourceGroup eq 'here' and resourceType eq 'Microsoft.Network/virtualNetworks'")).containsExactly("net");
        assertThat(listed("tagName eq 'team' and tagValue eq 'ads'")).containsExactly("mine");
        assertThat(listed("location ne 'eastus'")).containsExactly("theirs");
        assertThat(listed("startswith(name,'their')")).containsExactly("theirs");
        assertThat(list("colour eq 'red'").code()).isEqualTo("InvalidFilterInQueryString");
    }

    private Response list(String filter) {
        return world.get(ArmId.SUBSCRIPTION + "/resources?$filter=" + filter);
    }

    private List<String> listed(String filter) {
        return list(filter).body().path("value").valueStream().map(one -> Json.text(one, "/name")).toList();
    }

    @Test
    void theFirstWritingOfASecretComesWithoutATokenAndIsToldWhereToGetOne() throws Exception {
        world.put(VAULT, "{'location':'eastus','properties':{'tenantId':'" + Place.TENANT
                + "','sku':{'family':'A','name':'standard'},'accessPolicies':[],'enableRbacAuthorization':true}}");
        world.untilState(VAULT, "Succeeded");
        try (var socket = world.trust.getSocketFactory().createSocket("127.0.0.1", world.azure.allVaultsPort())) {
            socket.getOutputStream()
                    .write(("PUT /secrets/key?api-version=7.4 HTTP/1.1\r\nHost: my-vn-aks-vault.vault.azure.net:"
                            + world.azure.allVaultsPort() + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 401")
                    .containsIgnoringCase("www-authenticate: Bearer authorization=\"" + world.azure.authorityHost() + Place.TENANT
                            + "\", resource=\"https://vault.azure.net\"");
        }
    }
}
