package org.uid2chatops.sandbox.slack;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.uid2chatops.sandbox.slack.say.Conversation;
import org.uid2chatops.sandbox.slack.say.Quiet;

import static org.assertj.core.api.Assertions.assertThat;

/** A conversation held with a small bot, and how it reads. */
class ConversationTest {

    private static final String LIVE = """
            [{"type":"header","text":{"type":"plain_text","text":":rocket: Deploy to integ"}},
             {"type":"section","text":{"type":"mrkdwn","text":"%s *Resource group*\\n%s *Health check*"}},
             {"type":"context","elements":[{"type":"mrkdwn","text":"asked by <@U0000ALEX>"}]},
             {"type":"actions","elements":[{"type":"button","action_id":"finish","text":{"type":"plain_text","text":"Finish"}}]}]""";

    private final SlackWorld world = new SlackWorld(0.05);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean well = true;

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    private int hold(String... lines) throws InterruptedException {
        var quiet = new Quiet() {
            @Override
            public boolean nothingRuns() {
                return running.get() == 0;
            }

            @Override
            public boolean everyRolloutEndedWell() {
                return well;
            }
        };
        return new Conversation(world.slack, world.clock, quiet, new PrintStream(bytes, true, StandardCharsets.UTF_8)).hold(List.of(lines));
    }

    private String transcript() {
        return bytes.toString(StandardCharsets.UTF_8).replaceAll("(?m)^\\d\\d:\\d\\d", "hh:mm");
    }

    private void bot() throws Exception {
        world.bot(app -> {
            app.command("/uid2", (request, context) -> {
                if (request.getPayload().getText().startsWith("deploy")) {
                    running.incrementAndGet();
                    var posted = context.client().chatPostMessage(
                            message -> message.channel("C0000OPS").text("Deploy")
                                    .blocksAsString(LIVE.formatted(":hourglass_flowing_sand:", ":white_circle:")));
                    context.client()
                            .chatPostMessage(
                                    message -> message.channel("C0000OPS").threadTs(posted.getTs()).text("looking at `my-vn-aks`"));
                    return context.ack();
                }
                return context.ack("known: integ, prod");
            });
            app.blockAction("finish", (request, context) -> {
                context.client()
                        .chatUpdate(message -> message.channel("C0000OPS").ts(request.getPayload().getMessage().getTs()).text("Done")
                                .blocksAsString(LIVE.formatted(":white_check_mark:", ":white_check_mark:")));
                running.decrementAndGet();
                return context.ack();
            });
        });
    }

    @Test
    void the_channel_reads_as_it_happened_and_of_edits_only_what_changed() throws Exception {
        bot();

        int code = hold("/uid2 deploy integ", "@sam: now: /uid2 targets", "@dana: click: finish", "/uid2 targets");

        assertThat(transcript()).isEqualTo("""
                hh:mm  alex   /uid2 deploy integ
                hh:mm  uid2   🚀 Deploy to integ
                              ⏳ Resource group
                              ⚪️ Health check
                              asked by @alex
                              [Finish]
                hh:mm  uid2     ↳ looking at `my-vn-aks`
                hh:mm  sam    /uid2 targets
                hh:mm  uid2   (only sam sees this) known: integ, prod
                -- dana presses [finish]
                              ✅ Resource group
                              ✅ Health check
                hh:mm  alex   /uid2 targets
                hh:mm  uid2   (only alex sees this) known: integ, prod
                """);
        assertThat(code).isZero();
    }

    @Test
    void a_rollout_that_did_not_end_well_makes_it_end_with_1() throws Exception {
        bot();
        well = false;

        assertThat(hold("/uid2 targets")).isEqualTo(1);
    }

    @Test
    void a_button_that_does_not_come_within_half_an_hour_is_said() throws Exception {
        bot();
        int code = hold("/uid2 targets", "click: Approve");

        assertThat(code).isEqualTo(1);
        assertThat(transcript()).contains("no message had a button 'Approve' within 30 simulated minutes");
    }

    @Test
    void what_is_no_line_is_refused_before_anything_is_said() throws Exception {
        assertThat(hold("/uid2 deploy integ", "deploy it")).isEqualTo(1);

        assertThat(transcript()).contains("'deploy it' cannot be said");
        assertThat(world.get("/api/slack/channels/uid2-ops/messages?user=alex")).isEmpty();
    }
}
