package org.uid2chatops.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.PreflightFinding;
import org.uid2chatops.rollout.Release;
import org.uid2chatops.testing.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReleasesTest {

    @TempDir
    Path directory;

    private static final Deactivations DEACTIVATIONS = new Deactivations(new ReleaseProperties(null),
            new MovableClock(Instant.parse("2026-11-25T08:00:00Z")));
    private final Releases releases = new Releases();

    @Test
    void a_release_is_read_from_its_directory() throws IOException {
        Release release = read(ReleaseFiles.MANIFEST);

        assertThat(release.version()).isEqualTo("5.70.159-r0");
        assertThat(release.replicas()).isEqualTo(3);
        assertThat(release.manifest()).isEqualTo(ReleaseFiles.MANIFEST);
        assertThat(release.enclaveId()).as("sha256 of the decoded policy, computed by sha256sum")
                .isEqualTo("73facbd695b65ecf6824d5fe4827747629ddd576188d75e5e08e749a330831d7");
    }

    @Test
    void rendering_touches_only_the_placeholders() throws IOException {
        var rendered = releases.render(read(ReleaseFiles.MANIFEST), ReleaseFiles.VALUES);

        String asSedDoesIt = ReleaseFiles.MANIFEST;
        for (var value : ReleaseFiles.VALUES.byName().entrySet()) {
            asSedDoesIt = asSedDoesIt.replace(value.getKey(), value.getValue());
        }
        assertThat(rendered.text()).isEqualTo(asSedDoesIt);
        assertThat(rendered.filled()).isEqualTo(4);
        List<String> before = ReleaseFiles.MANIFEST.lines().toList();
        List<String> after = rendered.text().lines().toList();
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).contains("_PLACEHOLDER")) {
                assertThat(after.get(i)).isEqualTo(before.get(i));
            }
        }
    }

    @Test
    void a_value_that_YAML_reads_as_something_else_is_refused() throws IOException {
        Release release = read(ReleaseFiles.MANIFEST);

        assertThatThrownBy(() -> releases.render(release, new Placeholders("/subscriptions/s", "vault", "12345", "integ")))
                .isInstanceOf(UnusableRelease.class).hasMessageContaining("12345");
    }

    static Stream<Arguments> mistakes() {
        String good = ReleaseFiles.MANIFEST;
        return Stream.of(mistake("nothing in it", "# only a comment\n", "is empty"),
                mistake("no YAML", "a: [1, 2", "is not YAML, line"),
                mistake("a template, not a release", good.replace(ReleaseFiles.POLICY, "CCE_POLICY_PLACEHOLDER"),
                        "still reads CCE_POLICY_PLACEHOLDER"),
                mistake("no policy", good.replaceAll("(?m)^.*ccepolicy.*\n", ""), "there is no confidential policy"),
                mistake("a policy that is no base64", good.replace(ReleaseFiles.POLICY, "'not base64!'"), "is not base64"),
                mistake("filled in by hand", good.replace("IDENTITY_PLACEHOLDER", "/subscriptions/x"), "IDENTITY_PLACEHOLDER is not in it"),
                mistake("an unknown placeholder", good.replace("\"9000\"", "SKR_PORT_PLACEHOLDER"),
                        "line 33: SKR_PORT_PLACEHOLDER is no placeholder the guide names"),
                mistake("an unknown kind", good + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n", "a v1 ConfigMap"),
                mistake("two deployments", good + "---\n" + good.substring(0, good.indexOf("---")), "2 times a apps/v1 Deployment"),
                mistake("no service", good.substring(0, good.indexOf("---")), "no v1 Service"),
                mistake("no replicas", good.replace("  replicas: 3\n", ""), "spec.replicas: it is missing"),
                mistake("no pods", good.replace("replicas: 3", "replicas: 0"), "'0' is not a number of pods above zero"),
                mistake("no selector", good.replace("  selector:\n    matchLabels:\n      app.kubernetes.io/name: operator\n", ""),
                        "spec.selector.matchLabels: it is missing"),
                mistake("a selector that selects nothing",
                        good.replace("  selector:\n    app.kubernetes.io/name: operator", "  selector:\n    app: x"),
                        "'x' matches no label"),
                mistake("no operator", good.replace("name: uid2-operator", "name: other"), "no container uid2-operator"),
                mistake("no tag", good.replace(":5.70.159-r0", ""), "has no tag"),
                mistake("no load balancer", good.replace("type: LoadBalancer", "type: ClusterIP"), "spec.type is ClusterIP"),
                mistake("a name twice", good.replace("  replicas: 3\n", "  replicas: 3\n  replicas: 4\n"), "is not YAML"),
                mistake("several at once",
                        good.replace(ReleaseFiles.POLICY, "CCE_POLICY_PLACEHOLDER").replace("replicas: 3", "replicas: -1"),
                        "CCE_POLICY_PLACEHOLDER", "'-1' is not a number"));
    }

    private static Arguments mistake(String name, String manifest, String... said) {
        return Arguments.of(name, manifest, List.of(said));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void a_mistake_is_named_with_its_fix_before_anything_is_created(String name, String manifest, List<String> said) throws IOException {
        var target = ReleaseFiles.target(ReleaseFiles.write(directory, manifest), directory);

        List<Cause> causes = new ReleaseCheck(releases, DEACTIVATIONS).check(target).stream().map(PreflightFinding::cause).toList();

        for (String words : said) {
            assertThat(causes).as(name).anySatisfy(cause -> assertThat(cause.what()).contains("operator.yaml", words));
        }
        assertThat(causes).hasSize(said.size()).allSatisfy(cause -> {
            assertThat(cause.next()).isNotBlank();
            assertThat(cause.what()).doesNotContain("Exception", "null");
        });
    }

    @Test
    void a_missing_file_names_the_property_to_set() {
        assertThat(new ReleaseCheck(releases, DEACTIVATIONS).check(ReleaseFiles.target(directory, directory))).singleElement()
                .extracting(PreflightFinding::cause)
                .satisfies(cause -> assertThat(cause.next()).contains("uid2.targets.integ.release"));
    }

    @Test
    void a_file_that_is_no_text_is_refused() throws IOException {
        Files.write(directory.resolve("operator.yaml"), new byte[]{(byte) 0xc3, (byte) 0x28});

        assertThat(new ReleaseCheck(releases, DEACTIVATIONS).check(ReleaseFiles.target(directory, directory))).singleElement()
                .extracting(PreflightFinding::cause)
                .satisfies(cause -> assertThat(cause.what()).contains("not UTF-8"));
    }

    private Release read(String manifest) throws IOException {
        return releases.read(ReleaseFiles.target(ReleaseFiles.write(directory, manifest), directory));
    }
}
