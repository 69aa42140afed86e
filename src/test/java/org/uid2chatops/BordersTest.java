package org.uid2chatops;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Order;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Who may import whom. */
@AnalyzeClasses(packages = "org.uid2chatops", importOptions = ImportOption.DoNotIncludeTests.class)
@Order(1)
class BordersTest {

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("org.uid2chatops.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_SLACK_SPEAKS_SLACK = noClasses().that().resideOutsideOfPackage("..slack..").should().dependOnClassesThat()
            .resideInAPackage("com.slack.api..");

    @ArchTest
    static final ArchRule ONLY_AZURE_SPEAKS_AZURE = noClasses().that().resideOutsideOfPackage("..azure..").should().dependOnClassesThat()
            .resideInAPackage("com.azure..");

    @ArchTest
    static final ArchRule ONLY_KUBERNETES_SPEAKS_KUBERNETES = noClasses().that().resideOutsideOfPackage("..kubernetes..").should()
            .dependOnClassesThat().resideInAnyPackage("io.fabric8..", "com.marcnuri..");

    @ArchTest
    static final ArchRule THE_LIFECYCLE_KNOWS_NO_NEIGHBOUR = noClasses().that().resideInAPackage("..rollout..").should()
            .dependOnClassesThat()
            .resideInAnyPackage("..slack..", "..azure..", "..kubernetes..", "..access..", "..release..", "..chart..", "..approval..");

    @ArchTest
    static final ArchRule ONLY_THE_LIFECYCLE_KNOWS_THE_MACHINE = noClasses().that().resideOutsideOfPackage("..rollout..").should()
            .dependOnClassesThat().resideInAPackage("org.springframework.statemachine..");

    @ArchTest
    static final ArchRule NOBODY_READS_THE_SYSTEM_CLOCK = noClasses().that().doNotHaveSimpleName("SchedulingConfiguration").should()
            .callMethod(java.time.Instant.class, "now").orShould().callMethod(java.time.Clock.class, "systemUTC").orShould()
            .callMethod(System.class, "currentTimeMillis").orShould().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule NO_VIRTUAL_THREADS = noClasses().should()
            .callMethod(java.util.concurrent.Executors.class, "newVirtualThreadPerTaskExecutor").orShould()
            .callMethod(Thread.class, "ofVirtual").orShould().callMethod(Thread.class, "startVirtualThread", Runnable.class)
            .because("two of them that load classes out of the jar stop all of them: docs/adr/0010-platform-threads.md");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_THING_IS = classes().should()
            .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl)");
}
