package org.uid2chatops.kubernetes;

import java.util.Optional;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import org.uid2chatops.release.ReleaseFiles;
import org.uid2chatops.rollout.Decision;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Change;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Decision.Fail;
import org.uid2chatops.rollout.Diagnosis.Finding.Permanent;
import org.uid2chatops.rollout.StepContext.Intent;
import org.uid2chatops.time.Pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class OperatorStepTest extends StepsTest {

    private static final JsonMapper CANONICAL = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private final OperatorStep operator = new OperatorStep(clients, manifest);

    @Test
    void the_placeholders_can_be_filled_in_and_nothing_is_changed() throws Exception {
        assertThat(look(new PlaceholdersStep(manifest))).isEqualTo(new Done("4 placeholders filled, nothing left over"));
        assertThat(look(new PlaceholdersStep(new OperatorManifest(releases, _ -> Optional.empty())))).isInstanceOfSatisfying(Fail.class,
                fail -> assertThat(fail.cause().what()).contains("my-vn-aks-opr-id"));
        assertThat(cluster.changes()).isEmpty();
    }

    @Test
    void the_operator_is_applied_once() throws Exception {
        assertThat(act(operator).what()).isEqualTo("apply operator-deployment and operator-svc of release 5.70.159-r0");
        assertThat(cluster.changes()).hasSize(2).allSatisfy(change -> assertThat(change).startsWith("PATCH"));

        assertThat(look(operator)).isEqualTo(new Done("operator-deployment and operator-svc as released, 5.70.159-r0, 3 pods"));
        assertThat(cluster.changes()).as("the second look changes nothing").isEmpty();
    }

    @Test
    void the_deployed_pod_template_is_the_releases_but_for_the_placeholders() throws Exception {
        act(operator);
        String released = ReleaseFiles.MANIFEST.substring(0, ReleaseFiles.MANIFEST.indexOf("---"))
                .replace("OPERATOR_KEY_SECRET_NAME_PLACEHOLDER", "my-vn-aks-opr-key-name")
                .replace("VAULT_NAME_PLACEHOLDER", "my-vn-aks-vault")
                .replace("DEPLOYMENT_ENVIRONMENT_PLACEHOLDER", "integ").replace("IDENTITY_PLACEHOLDER", ReleaseFiles.VALUES.identity());

        JsonNode stored = applied().path("spec").path("template");

        // An API server keeps quantities as text, however they were written.
        String expected = canonical(new YAMLMapper().readTree(released).path("spec").path("template")).replace("\"cpu\":6,",
                "\"cpu\":\"6\",");
        assertThat(canonical(stored)).isEqualTo(expected);
    }

    @Test
    void our_mark_is_on_the_objects_and_never_on_the_pods() throws Exception {
        act(operator);

        JsonNode deployment = live();
        assertThat(deployment.path("metadata").path("annotations").path(AppliedObject.ANNOTATION).asString())
                .isEqualTo(manifest.filled(target()).orElseThrow().manifest().digest());
        assertThat(deployment.path("spec").path("template").toString()).doesNotContain("uid2-chatops");
    }

    @Test
    void a_field_that_somebody_else_has_set_is_named_with_them() throws Exception {
        act(operator);
        inCluster(client -> client.apps().deployments().inNamespace("default").withName("operator-deployment")
                .edit(deployment -> new DeploymentBuilder(deployment).editSpec().withReplicas(5).endSpec().build()));

        Act act = (Act) look(operator);
        assertThat(act.changes()).containsExactly(new Change("spec.replicas", "5", "3"));
        Throwable refused = catchThrowable(() -> act.effect().run());

        assertThat(new KubernetesDiagnosis(Pace.REAL).of(refused)).hasValueSatisfying(finding -> {
            assertThat(finding).isInstanceOf(Permanent.class);
            assertThat(((Permanent) finding).cause().what()).contains(".spec.replicas", "fabric8-kubernetes-client");
        });
    }

    @Test
    void an_environment_variable_that_somebody_added_does_not_loop() throws Exception {
        act(operator);
        inCluster(client -> client.apps().deployments().inNamespace("default").withName("operator-deployment")
                .edit(deployment -> new DeploymentBuilder(deployment).editSpec().editTemplate().editSpec().editContainer(1).addNewEnv()
                        .withName("DEBUG_MODE").withValue("true").endEnv().endContainer().endSpec().endTemplate().endSpec().build()));

        assertThat(look(operator)).isInstanceOf(Act.class);
        Decision third = look(operator, NOW, Optional.of(new Intent(NOW, "apply", 3)));

        assertThat(third).isInstanceOfSatisfying(Fail.class, fail -> assertThat(fail.cause().what())
                .contains("containers[uid2-operator].env", "4 entries in place of 3 entries", "fabric8-kubernetes-client"));
    }

    @Test
    void a_deleted_service_is_applied_again() throws Exception {
        act(operator);
        inCluster(client -> client.services().inNamespace("default").withName("operator-svc").delete());

        assertThat(act(operator).what()).isEqualTo("apply operator-svc of release 5.70.159-r0");
        assertThat(look(operator)).isInstanceOf(Done.class);
    }

    /** Returns what the API server says our manager applied, with the values it holds. */
    private JsonNode applied() throws Exception {
        return restrictedTo(live());
    }

    private JsonNode live() throws Exception {
        GenericKubernetesResource live = clients.ask(target(),
                client -> client.genericKubernetesResources("apps/v1", "Deployment").inNamespace("default").withName("operator-deployment")
                        .get());
        return Serialization.jsonMapper().valueToTree(live);
    }

    /** Leaves out what the server added as defaults: what the release does not mention. */
    private JsonNode restrictedTo(JsonNode live) throws Exception {
        var wanted = manifest.filled(target()).orElseThrow().manifest().objects().deployment();
        return OnlyMentioned.of(live, wanted);
    }

    private static String canonical(JsonNode node) {
        return CANONICAL.writeValueAsString(CANONICAL.treeToValue(node, Object.class));
    }
}
