package org.uid2chatops.kubernetes;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Binds what this feature reads from the configuration. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({KubernetesProperties.class, HealthProperties.class})
class KubernetesConfiguration {
}
