package org.uid2chatops.sandbox.azure;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.uid2chatops.sandbox.Place;

import static org.assertj.core.api.Assertions.assertThat;

/** What Azure refuses is refused here, with Azure's code, and changes nothing. */
@SuppressWarnings("NullAway.Init")
class RefusalsTest {

    private static final String OTHER = Refused.VAULT.replace("my-vn-aks-vault", "my-vn-aks-other");
    private static final String GONE = Refused.VAULT.replace("my-vn-aks-vault", "gone-vault");

    private static AzureUnderTest world;
    private static Map<String, String> vaults;
    private static String token;

    @BeforeAll
    static void start() {
        world = new AzureUnderTest(600, AzureUnderTest.atOnce());
        make("PUT", AzureUnderTest.GROUP, "{'location':'eastus'}");
        make("PUT", ArmId.groupId("other"), "{'location':'eastus'}");
        make("PUT", Refused.ADDRESS, "{'location':'eastus','sku':{'name':'Standard'},'properties':{'publicIPAllocationMethod':'Static'}}");
        make("PUT", Refused.GATEWAY,
                "{'location':'eastus','sku':{'name':'Standard'},'properties':{'publicIpAddresses':[{'id':'" + Refused.ADDRESS + "'}]}}");
        make("PUT", Refused.NETWORK, "{'location':'eastus','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/8']},'subnets':["
                + Refused.SUBNETS + "]}}");
        make("PUT", Refused.CLUSTER, Refused.CLUSTER_BODY);
        for (String vault : List.of(Refused.VAULT, OTHER, GONE)) {
            make("PUT", vault, Refused.VAULT_BODY);
        }
        make("DELETE", GONE, "");
        make("PUT", OTHER + "/providers/Microsoft.Authorization/roleAssignments/00000000-0000-4000-8000-00000000000a",
                "{'properties':{'roleDefinitionId':'" + RoleDefinitions.KEY_VAULT_SECRETS_OFFICER.id() + "','principalId':'"
                        + Place.OBJECT_ID
                        + "','principalType':'ServicePrincipal'}}");
        make("PUT", Refused.ROLES + "00000000-0000-4000-8000-000000000000", "{'properties':{'roleDefinitionId':'" + Refused.READER
                + "','principalId':'" + Refused.NOBODY + "','principalType':'ServicePrincipal'}}");
        String vault = world.get(Refused.VAULT).text("/properties/vaultUri").replaceFirst("/$", "");
        vaults = Map.of("{vault}", vault, "{nobody}", vault, "{arm}", vault, "{mine}",
                world.get(OTHER).text("/properties/vaultUri").replaceFirst("/$", ""));
        token = world.token("https://vault.azure.net/.default");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static void make(String method, String path, String body) {
        var made = world.arm(method, path, body);
        assertThat(made.status()).as("%s %s: %s", method, path, made.body()).isBetween(200, 202);
    }

    static List<Refused> refused() {
        return Refused.all();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_azure_refuses_is_refused_and_changes_nothing(Refused row) {
        String before = world.control("/api/azure/resources");
        var answer = row.path().startsWith("{") ? ofVault(row) : ofArm(row);
        assertThat(answer.status()).as("%s: %s", row, answer.body()).isEqualTo(row.status());
        assertThat(answer.code()).as("%s: %s", row, answer.body()).isEqualTo(row.code());
        assertThat(answer.text("/error/message")).contains(row.message());
        assertThat(row.source()).as("who saw it").isNotBlank();
        assertThat(world.control("/api/azure/resources")).isEqualTo(before);
    }

    private static AzureUnderTest.Response ofArm(Refused row) {
        return row.status() == 412
                ? world.arm(row.method(), row.path(), row.body(), "If-Match", "W/\"old\"")
                : world.arm(row.method(), row.path().replace("$", "%24"), row.body());
    }

    private static AzureUnderTest.Response ofVault(Refused row) {
        String vault = row.path().replaceFirst("}.*", "}");
        var request = HttpRequest.newBuilder(URI.create(row.path().replace(vault, vaults.getOrDefault(vault, ""))))
                .method(row.method(), HttpRequest.BodyPublishers.ofString(row.body().replace('\'', '"')));
        if (!vault.equals("{nobody}")) {
            request.header("Authorization", "Bearer " + (vault.equals("{arm}")
                    ? world.token("https://management.azure.com/.default")
                    : token));
        }
        return world.send(request.build());
    }
}
