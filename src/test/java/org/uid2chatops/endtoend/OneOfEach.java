package org.uid2chatops.endtoend;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.Place;
import org.uid2chatops.testing.Control;
import org.uid2chatops.testing.ForPeople;

import static org.assertj.core.api.Assertions.assertThat;

/** What a deploy leaves that was interrupted, however often: the same as one that was not. */
record OneOfEach(Control control, Place place) {

    private static final List<String> KINDS = List.of("microsoft.network/publicipaddresses", "microsoft.network/natgateways",
            "microsoft.network/virtualnetworks", "microsoft.containerservice/managedclusters",
            "microsoft.managedidentity/userassignedidentities", "microsoft.keyvault/vaults");

    void assertHolds() {
        resources();
        grants();
        cluster();
        changesSentTwiceAreTheSame();
        messages();
        ForPeople.assertFit(control.everythingRead());
    }

    private List<JsonNode> mine() {
        return control.list("api/azure/resources").stream().filter(one -> place.holds(one.path("id").asString())).toList();
    }

    private void resources() {
        Map<String, Long> counts = mine().stream()
                .collect(Collectors.groupingBy(one -> one.path("type").asString().toLowerCase(Locale.ROOT), Collectors.counting()));
        assertThat(KINDS).allSatisfy(kind -> assertThat(counts.get(kind)).as(kind + " of " + place.name()).isEqualTo(1));
    }

    private void grants() {
        List<String> grants = mine().stream()
                .filter(one -> one.path("type").asString().equalsIgnoreCase("Microsoft.Authorization/roleAssignments"))
                .map(one -> one.at("/properties/scope").asString() + " " + one.at("/properties/principalId").asString() + " "
                        + one.at("/properties/roleDefinitionId").asString())
                .toList();
        assertThat(grants).as("each grant once").doesNotHaveDuplicates().isNotEmpty();
    }

    private void cluster() {
        List<JsonNode> secrets = control.list("api/kubernetes/objects?kind=Secret&target=" + place.name());
        assertThat(secrets).filteredOn(secret -> secret.at("/metadata/name").asString().startsWith("sh.helm.release"))
                .as("one Helm revision of " + place.name()).hasSize(1);
        assertThat(control.list("api/kubernetes/objects?kind=Deployment&target=" + place.name()))
                .filteredOn(one -> one.at("/metadata/name").asString().equals("operator-deployment")).as("one operator").hasSize(1);
    }

    /** Times and ids of requests differ; what is asked for does not. */
    private void changesSentTwiceAreTheSame() {
        Map<String, Set<String>> bodies = control.list("api/azure/requests?since=0").stream()
                .filter(request -> request.path("method").asString().equals("PUT") && place.holds(request.path("path").asString()))
                .collect(Collectors.groupingBy(request -> request.path("path").asString(),
                        Collectors.mapping(request -> request.path("request").toString(), Collectors.toSet())));
        assertThat(bodies).allSatisfy((path, sent) -> assertThat(sent).as("what was sent to " + path).hasSize(1));
    }

    private void messages() {
        List<String> channel = control.channel().stream().filter(message -> message.contains(place.name())).toList();
        assertThat(channel).filteredOn(message -> message.contains("*Resource group*") && message.contains(" sections done"))
                .as("one live message").hasSize(1);
        assertThat(channel).filteredOn(message -> message.contains("Health check: 200 OK")).as("one outcome").hasSize(1);
    }
}
