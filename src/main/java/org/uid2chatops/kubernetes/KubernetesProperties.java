package org.uid2chatops.kubernetes;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient the bot is with a cluster: {@code uid2.kubernetes.*}.
 *
 * @param virtualNodeTimeout how long a virtual node may take to become Ready
 * @param operatorTimeout how long the operator's pods may take to become ready
 * @param vaultGrantTimeout how long the operator may be refused by its vault before that counts as a missing grant
 * @param addressTimeout how long the load balancer may take to get its public address
 * @param helmStuckAfter how long a Helm operation may be under way before its record counts as left behind by a crash;
 *        counted from the record's own time, but no earlier than the step began or last acted
 * @param clientIdle how long an unused connection to a cluster, and the kubeconfig with it, is kept in memory; real time
 * @param connectTimeout of a connection to an API server; real time
 * @param requestTimeout of a request to an API server; real time
 */
@ConfigurationProperties("uid2.kubernetes")
record KubernetesProperties(@DefaultValue("15m") Duration virtualNodeTimeout, @DefaultValue("20m") Duration operatorTimeout,
        @DefaultValue("15m") Duration vaultGrantTimeout, @DefaultValue("10m") Duration addressTimeout,
        @DefaultValue("5m") Duration helmStuckAfter, @DefaultValue("5m") Duration clientIdle, @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("30s") Duration requestTimeout) {

    /** What server-side apply calls us. Fixed: another name would be another owner of the same fields. */
    static final String FIELD_MANAGER = "uid2-chatops";
}
