package org.uid2chatops.slack;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.act.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Slack takes longer to say who is in a group than the bot waits. Sam and kim are approvers by that group, root by id. */
@Timeout(60)
class SlowLookupTest {

    private static final String SLOW = "slack.slow";
    private static final Map<String, Object> GROUP = Map.of("method", "usergroups.users.list", "millis", 5_000);
    private final BotInSlack bot = BotInSlack.hurried();
    private final Requests requests = new Requests(bot);

    @BeforeEach
    void start() {
        bot.started();
        requests.plans("5.70.159-r0", Requests.AGREED_TO);
    }

    @AfterEach
    void stop() throws Exception {
        bot.close();
    }

    @Test
    void it_is_a_refusal_that_says_so_and_who_is_listed_by_id_decides_meanwhile() {
        var request = requests.asked("first deployment");
        bot.later.addAndGet(Duration.ofMinutes(1).toNanos());
        bot.fault(SLOW, 1, GROUP);
        Outcome click = bot.press(Person.SAM, request.post(), "Approve");
        assertThat(click.status()).isEqualTo(200);
        assertThat(click.ackMillis().orElseThrow()).isLessThan(3_000);
        requests.agreed(request, Person.ROOT);
        assertThat(bot.told(Person.SAM)).as("sam's group is still being looked up").isEmpty();
        assertThat(requests.told(Person.SAM, 0))
                .startsWith("I cannot tell whether you have the role *approver* at `prod`: Slack did not say "
                        + "who is in <!subteam^S0000APPROVE> (the connection to Slack broke (timeout)). Nothing was done. Try again in a minute.");
        assertThat(bot.jdbc.sql("select slack_user from approval_vote").query(String.class).list()).isEqualTo(List.of(Person.ROOT.id()));
        assertThat(bot.rollouts.started).isEmpty();
        requests.agreed(request, Person.SAM);
        requests.settled();
        assertThat(bot.rollouts.started).hasSize(1);
    }
}
