package org.uid2chatops.azure;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Binds {@link AzureProperties}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AzureProperties.class)
class AzureConfiguration {
}
