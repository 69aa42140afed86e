package org.uid2chatops.rollout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What a preflight does while many others look. */
@Timeout(30)
class PreflightTest {

    private final CountDownLatch looking = new CountDownLatch(8);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final Preflight preflight = new Preflight(List.of(_ -> {
        looking.countDown();
        answer.await();
        return List.of();
    }), new Diagnoses(List.of()), Duration.ofMillis(1));

    @Test
    void while_azure_hangs_and_eight_others_look_it_holds_no_thread_and_says_so() throws Exception {
        try (var others = Executors.newCachedThreadPool()) {
            var reports = IntStream.range(0, 8).mapToObj(i -> others.submit(() -> preflight.of(Fixture.INTEG, "other " + i))).toList();
            looking.await();
            PreflightReport busy = preflight.of(Fixture.INTEG, "mine");
            assertThat(busy.unanswered()).extracting(Cause::code).containsExactly("ManyAtOnce");
            // it is not given up because others take long
            assertThat(busy.again().further()).isTrue();
            answer.countDown();
            for (var report : reports) {
                assertThat(report.get().passed()).isTrue();
            }
            assertThat(preflight.of(Fixture.INTEG, "mine").passed()).isTrue();
        }
    }
}
