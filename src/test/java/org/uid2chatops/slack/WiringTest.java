package org.uid2chatops.slack;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.access.Access;
import org.uid2chatops.access.Role;
import org.uid2chatops.config.Targets;
import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.rollout.Journals;
import org.uid2chatops.rollout.JournalsUnderTest;
import org.uid2chatops.rollout.Rollouts;
import org.uid2chatops.testing.TestDatabase;
import org.uid2chatops.time.Pace;

import static org.assertj.core.api.Assertions.assertThat;

/** Spring makes the feature of its properties, whether or not there is a Slack. */
class WiringTest {

    private final ApplicationContextRunner bot = new ApplicationContextRunner().withUserConfiguration(Neighbours.class, Features.class)
            .withPropertyValues("uid2.slack.api-url=http://127.0.0.1:1/api/");

    @Test
    void tokens_from_the_environment_and_deployers_from_a_list_arrive() {
        bot.withInitializer(context -> context.getEnvironment().getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("systemEnvironment",
                        Map.of("UID2_SLACK_BOT_TOKEN", "xoxb-1", "UID2_SLACK_APP_TOKEN", "xapp-1"))))
                .withPropertyValues("uid2.access.deployers=UALEX,UDANA").run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(SlackConfigurationCheck.class).problems()).isEmpty();
                    assertThat(context.getBean(SlackProperties.class).editInterval()).isEqualTo(Duration.ofSeconds(3));
                    assertThat(context.getBean(Access.class).whoHas(Role.DEPLOYER, Views.target("integ", false)))
                            .contains("<@UALEX>, <@UDANA>");
                    assertThat(context.getBeansOfType(Task.class).values()).extracting(Task::getName)
                            .containsExactlyInAnyOrder("slack/command", "outbox/deliver", "approval/clock", "approval/review",
                                    "approval/run",
                                    "hold/reminder");
                });
    }

    @Test
    void without_any_configuration_it_starts_and_names_what_is_missing() {
        bot.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(SlackConfigurationCheck.class).problems()).hasSize(2);
        });
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(basePackages = {"org.uid2chatops.slack", "org.uid2chatops.outbox",
            "org.uid2chatops.access", "org.uid2chatops.approval", "org.uid2chatops.audit",
            "org.uid2chatops.hold", "org.uid2chatops.export",
            "org.uid2chatops.release"}, excludeFilters = @ComponentScan.Filter(type = org.springframework.context.annotation.FilterType.REGEX, pattern = ".*Test.*"))
    static class Features {
    }

    @Configuration(proxyBeanMethods = false)
    static class Neighbours {
        @Bean
        DataSource database() {
            return TestDatabase.H2.fresh();
        }

        @Bean
        PlatformTransactionManager transactions(DataSource database) {
            return new DataSourceTransactionManager(database);
        }

        @Bean
        TransactionTemplate transaction(PlatformTransactionManager transactions) {
            return new TransactionTemplate(transactions);
        }

        @Bean
        JdbcClient jdbc(DataSource database) {
            return JdbcClient.create(database);
        }

        @Bean
        SchedulerClient schedulerClient(DataSource database) {
            return SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(database)).build();
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        Pace pace() {
            return Pace.REAL;
        }

        @Bean
        JsonMapper json() {
            return new JsonMapper();
        }

        @Bean
        Targets targets() {
            return Views.TARGETS;
        }

        @Bean
        Journals journals(JdbcClient jdbc) {
            return JournalsUnderTest.journals(jdbc);
        }

        @Bean
        Rollouts rollouts(Outbox outbox) {
            return new FakeRollouts(outbox::add);
        }
    }
}
