package org.uid2chatops.rollout;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.uid2chatops.config.Target;
import org.uid2chatops.release.ReleaseFiles;
import org.uid2chatops.release.Releases;
import org.uid2chatops.rollout.Decision.Act;
import org.uid2chatops.rollout.Decision.Change;
import org.uid2chatops.rollout.Decision.Done;
import org.uid2chatops.rollout.Diagnosis.Finding;

import static org.assertj.core.api.Assertions.assertThat;

/** What a plan says of steps that find nothing, something else, or what they want, and when two plans are the same. */
@SuppressWarnings("NullAway.Init")
class PlannerTest {

    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    @TempDir
    Path directory;
    private final Map<StepName, Decision> finds = new EnumMap<>(StepName.class);
    private final AtomicReference<String> chart = new AtomicReference<>("chart-1");
    private Target target;

    @BeforeEach
    void release() throws IOException {
        target = ReleaseFiles.target(ReleaseFiles.write(directory, ReleaseFiles.MANIFEST), directory);
    }

    private Plan plan() {
        var steps = Arrays.stream(StepName.values()).<Step>map(name -> new Step() {
            @Override
            public StepName name() {
                return name;
            }

            @Override
            public Decision decide(StepContext context) throws Exception {
                Decision decision = finds.getOrDefault(name, new Done("as it should be"));
                if (decision instanceof Decision.Wait) {
                    throw new IOException("away");
                }
                return decision;
            }
        }).toList();
        Diagnosis away = failure -> Optional.of(new Finding.Transient(new Cause("Away", "It is away.", "Wait."), Optional.empty()));
        PlanIngredient ingredient = new PlanIngredient() {
            @Override
            public String name() {
                return "chart";
            }

            @Override
            public String digest(Target any) {
                return chart.get();
            }
        };
        return new Planner(steps, new Diagnoses(List.of(away)), new PlanDigest(List.of(ingredient)), new Releases(), Optional.empty(),
                Clock.fixed(NOW, ZoneOffset.UTC)).plan(target);
    }

    private Outlook of(Plan plan, StepName step) {
        return plan.steps().stream().filter(one -> one.name() == step).findFirst().orElseThrow().outlook();
    }

    private static Act create(String what) {
        return new Act(what, Optional::empty);
    }

    @Test
    void where_everything_stands_there_is_nothing_to_do_and_it_takes_no_time() {
        Plan plan = plan();
        assertThat(plan.changesNothing()).isTrue();
        assertThat(plan.complete()).isTrue();
        assertThat(plan.expected()).isZero();
        assertThat(plan.steps()).hasSize(StepName.values().length);
    }

    @Test
    void what_hangs_on_something_that_is_not_there_is_known_later_and_names_what_it_really_hangs_on() {
        finds.put(StepName.CLUSTER, create("create AKS cluster c"));
        Plan plan = plan();
        assertThat(of(plan, StepName.CLUSTER)).isEqualTo(new Outlook.Create("create AKS cluster c"));
        assertThat(List.of(StepName.NODE_GROUP_GRANT, StepName.CREDENTIALS, StepName.VIRTUAL_NODE_CHART, StepName.OPERATOR,
                StepName.HEALTH_CHECK)).allSatisfy(step -> assertThat(of(plan, step)).isEqualTo(new Outlook.Later(StepName.CLUSTER)));
        assertThat(of(plan, StepName.OPERATOR_KEY)).isInstanceOf(Outlook.Nothing.class);
        assertThat(plan.expected()).isBetween(Duration.ofMinutes(8), Duration.ofMinutes(20));
    }

    @Test
    void what_only_watches_says_nothing_while_what_it_watches_is_to_be_changed() {
        finds.put(StepName.OPERATOR, new Act("change the operator", List.of(new Change("image", "1", "2")), Optional::empty));
        Plan plan = plan();
        assertThat(of(plan, StepName.OPERATOR)).isInstanceOf(Outlook.Modify.class);
        assertThat(of(plan, StepName.OPERATOR_READY)).isEqualTo(new Outlook.Later(StepName.OPERATOR));
        finds.put(StepName.OPERATOR, new Done("as it should be"));
        finds.put(StepName.VIRTUAL_NETWORK, new Act("change the network", List.of(new Change("tag a", "1", "2")), Optional::empty));
        assertThat(of(plan(), StepName.SUBNETS)).isInstanceOf(Outlook.Nothing.class);
    }

    @Test
    void a_step_that_cannot_be_looked_at_now_leaves_the_plan_incomplete() {
        finds.put(StepName.NAT_GATEWAY, new Decision.Wait("x", Optional.empty(), Optional.empty()));
        Plan plan = plan();
        assertThat(plan.complete()).isFalse();
        assertThat(of(plan, StepName.NAT_GATEWAY)).isInstanceOf(Outlook.Unknown.class);
        assertThat(of(plan, StepName.VIRTUAL_NETWORK)).isInstanceOf(Outlook.Nothing.class);
    }

    @Test
    void the_digest_covers_decisions_fields_chart_and_settings_and_not_what_was_found_in_words() {
        String digest = plan().digest();
        finds.put(StepName.CLUSTER, new Done("Kubernetes 1.34.7, 3 nodes now"));
        assertThat(plan().digest()).isEqualTo(digest);
        finds.put(StepName.NAT_GATEWAY, new Act("change NAT", List.of(new Change("idle timeout", "10", "4")), Optional::empty));
        String changed = plan().digest();
        assertThat(changed).isNotEqualTo(digest);
        finds.put(StepName.NAT_GATEWAY, new Act("change NAT", List.of(new Change("idle timeout", "20", "4")), Optional::empty));
        assertThat(plan().digest()).isNotEqualTo(changed);
        finds.clear();
        chart.set("chart-2");
        assertThat(plan().digest()).isNotEqualTo(digest);
    }
}
