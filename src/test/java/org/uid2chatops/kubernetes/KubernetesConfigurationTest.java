package org.uid2chatops.kubernetes;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

import org.uid2chatops.azure.ClusterCredentials;
import org.uid2chatops.azure.ContainerQuota;
import org.uid2chatops.azure.OperatorIdentity;
import org.uid2chatops.chart.Charts;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Diagnosis;
import org.uid2chatops.rollout.PreflightCheck;
import org.uid2chatops.rollout.Step;
import org.uid2chatops.rollout.StepName;
import org.uid2chatops.testing.TestCharts;
import org.uid2chatops.time.Pace;

import static org.assertj.core.api.Assertions.assertThat;

class KubernetesConfigurationTest {

    private final ApplicationContextRunner bot = new ApplicationContextRunner().withUserConfiguration(Neighbours.class);

    @Test
    void nothing_has_to_be_configured() {
        bot.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBeansOfType(Step.class).values()).extracting(Step::name).containsExactlyInAnyOrder(StepName.CREDENTIALS,
                    StepName.VIRTUAL_NODE_CHART, StepName.VIRTUAL_NODE_READY, StepName.PLACEHOLDERS, StepName.OPERATOR,
                    StepName.OPERATOR_READY,
                    StepName.SERVICE_ADDRESS, StepName.HEALTH_CHECK);
            assertThat(context.getBeansOfType(Diagnosis.class)).hasSize(2);
            assertThat(context.getBeansOfType(PreflightCheck.class)).hasSize(2);
            assertThat(context.getBean(KubernetesProperties.class)).isEqualTo(ClusterClientsTest.PROPERTIES);
            assertThat(context.getBean(HealthProperties.class).proxy()).isNull();
        });
    }

    @Test
    void what_is_configured_is_bound() {
        bot.withPropertyValues("uid2.kubernetes.operator-timeout=1m", "uid2.health.proxy=http://127.0.0.1:3128").run(context -> {
            assertThat(context.getBean(KubernetesProperties.class).operatorTimeout()).isEqualTo(Duration.ofMinutes(1));
            assertThat(context.getBean(HealthProperties.class).proxy()).isEqualTo(URI.create("http://127.0.0.1:3128"));
        });
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(basePackages = {"org.uid2chatops.kubernetes",
            "org.uid2chatops.release"}, excludeFilters = @Filter(type = FilterType.REGEX, pattern = ".*Test.*"))
    static class Neighbours {

        @Bean
        ClusterCredentials credentials() {
            return _ -> "";
        }

        @Bean
        Charts charts() {
            return TestCharts.CHARTS;
        }

        @Bean
        OperatorIdentity identity() {
            return _ -> Optional.empty();
        }

        @Bean
        ContainerQuota quota() {
            return new ContainerQuota() {
                @Override
                public List<Usage> of(Target target) {
                    return List.of();
                }

                @Override
                public boolean clusterExists(Target target) {
                    return false;
                }
            };
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        Pace pace() {
            return Pace.REAL;
        }
    }
}
