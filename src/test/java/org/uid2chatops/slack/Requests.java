package org.uid2chatops.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.uid2chatops.rollout.Outlook;
import org.uid2chatops.rollout.Plan;
import org.uid2chatops.rollout.Plan.PlannedStep;
import org.uid2chatops.rollout.PreflightReport;
import org.uid2chatops.rollout.Rollouts.PlanResult;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.act.Actions;
import org.uid2chatops.sandbox.slack.workspace.Post;

import static org.awaitility.Awaitility.await;

/** Requests for approval in the channel: alex asks for them, others decide. */
final class Requests {

    static final String AGREED_TO = "0123456789abcdef".repeat(4);
    private static final Duration SOON = Duration.ofMillis(10);
    private final BotInSlack bot;

    Requests(BotInSlack bot) {
        this.bot = bot;
    }

    /** A request: its id, and the message as it stood when nobody had decided. */
    record Request(String id, Post post) {
    }

    /** Has a plan be that from now on. */
    void plans(String release, String digest) {
        var basis = new TreeMap<>(Map.of("release", release, "chart", "c".repeat(64)));
        var steps = List.of(new PlannedStep(StepName.CLUSTER, new Outlook.Create("create cluster prod")));
        bot.rollouts.plans = () -> new PlanResult.Made(new Plan("prod", release, "enclave", steps, digest, basis, true,
                Duration.ofMinutes(14), Optional.empty(), Instant.EPOCH, Optional.of("5.62.24-r2")),
                new PreflightReport(List.of(), List.of(), List.of()));
    }

    Request asked(String why) {
        String answer = bot.answer(Person.ALEX, "deploy prod because " + why);
        if (!answer.startsWith("Asked: ")) {
            throw new AssertionError(answer);
        }
        String id = bot.jdbc.sql("select id from approval where state = 'WAITING'").query(String.class).single();
        return new Request(id, await().pollInterval(SOON).until(() -> post(id), Optional::isPresent).orElseThrow());
    }

    private Optional<Post> post(String id) {
        return bot.messages().stream().filter(post -> !post.isReply() && post.content().toString().contains(id))
                .filter(post -> Actions.in(post.content().path("blocks")).stream().anyMatch(button -> button.label().equals("Approve")))
                .findFirst();
    }

    /** Returns what the message says that had asked. */
    String now(Request request) {
        return bot.messages().stream().filter(post -> post.ts().equals(request.post().ts())).findFirst().orElseThrow().text();
    }

    void agreed(Request request, Person person) {
        int before = bot.told(person).size();
        bot.press(person, request.post(), "Approve");
        String told = told(person, before);
        if (!told.startsWith("Counted: ")) {
            throw new AssertionError(told);
        }
    }

    /** Returns what that person is told after as many answers. */
    String told(Person person, int before) {
        return await(person.handle() + " is told").pollInterval(SOON).until(() -> bot.told(person), told -> told.size() > before).getLast();
    }

    /** Waits until all that was asked is answered, and all that was agreed to has started or not. */
    void settled() {
        await("all is decided").pollInterval(SOON).until(() -> {
            // the scheduler lives by real time, approvals by the test's
            bot.jdbc.sql(
                    "update scheduled_tasks set execution_time = current_timestamp where task_name = 'approval/run' and picked = false")
                    .update();
            return bot.rows("inbox where answered_at is null") == 0 && bot.rows("approval where state = 'APPROVED'") == 0
                    && bot.rows("outbox where kind = 'REPLY'") == 0;
        });
    }
}
