package org.uid2chatops.slack;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Ticker;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.util.http.SlackHttpClient;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

import org.uid2chatops.access.Access;
import org.uid2chatops.approval.Approvals;
import org.uid2chatops.approval.PlanWords;
import org.uid2chatops.audit.Audit;
import org.uid2chatops.config.Targets;
import org.uid2chatops.export.AuditExport;
import org.uid2chatops.hold.HoldWords;
import org.uid2chatops.hold.Holds;
import org.uid2chatops.outbox.Outbox;
import org.uid2chatops.outbox.Rhythm;
import org.uid2chatops.release.Deactivations;
import org.uid2chatops.rollout.Rollouts;
import org.uid2chatops.time.Pace;

/** Slack's client, and the task that does what commands ask. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SlackProperties.class)
class SlackConfiguration {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

    @Bean(destroyMethod = "close")
    Slack slack(SlackProperties properties) {
        return slack(properties, CALL_TIMEOUT, Ticker.systemTicker());
    }

    /**
     * @param timeout real time after which a call has failed
     * @param real real time
     */
    static Slack slack(SlackProperties properties, Duration timeout, Ticker real) {
        var config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(properties.apiUrl());
        config.setHttpClientCallTimeoutMillis((int) timeout.toMillis());
        // they print requests and answers, the socket's secret address among them
        config.getHttpClientResponseHandlers().clear();
        // they cost an auth.test with each token
        config.getMethodsConfig().setStatsEnabled(false);
        String host = URI.create(properties.apiUrl()).getHost();
        if ("127.0.0.1".equals(host) || "localhost".equals(host)) {
            config.setProxyUrl(null);
        }
        // OkHttp repeats a request on its own when the connection breaks, a post that Slack has taken too: whoever calls decides
        var http = new SlackHttpClient(SlackHttpClient.buildOkHttpClient(config).newBuilder().retryOnConnectionFailure(false)
                .addInterceptor(new MethodWaits(properties.apiUrl(), real)).build());
        http.setConfig(config);
        return Slack.getInstance(config, http);
    }

    @Bean
    PlanWords planWords(Deactivations deactivations) {
        return plan -> ApprovalSummary.lines(plan, deactivations);
    }

    @Bean
    HoldWords holdWords() {
        return new LockNews();
    }

    @Bean
    Rhythm rhythm(SlackProperties properties) {
        return new Rhythm(properties.postInterval(), properties.editInterval(), properties.refreshInterval());
    }

    @Bean
    RequestHandler requestHandler(Targets targets, Access access, Audit audit, Approvals approvals, Holds holds, Inbox inbox,
            Verifications verifications, AuditExport export, Deactivations deactivations, Rollouts rollouts,
            Clock clock) {
        var asking = new ApprovalRequests(approvals, rollouts, clock);
        return new RequestHandler(targets, new Gatekeeper(access, audit), asking, new HoldRequests(holds, clock),
                new AuditRequests(audit, rollouts, export, clock), new RolloutRequests(rollouts, asking, inbox, clock), verifications,
                deactivations, rollouts, clock);
    }

    @Bean
    Task<Void> commandTask(Inbox inbox, RequestHandler handler, Outbox outbox, PlatformTransactionManager transactions, Clock clock,
            Pace pace, SlackProperties properties) {
        var command = new CommandTask(inbox, handler, outbox, transactions, clock, pace, properties.checkAgainInterval());
        return Tasks.custom(Inbox.TASK, Void.class).onFailure(command::failed).onDeadExecutionRevive()
                .execute((instance, _) -> command.run(instance.getId()));
    }
}
