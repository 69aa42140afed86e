package org.uid2chatops;

import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Has connections to PostgreSQL notice a server that has gone silent, after a failover or behind a dropped NAT entry: by itself the driver
 * waits for an answer as long as the operating system does, a quarter of an hour. What stands in the URL holds before it. Source: pgJDBC,
 * "Initializing the Driver": socketTimeout and connectTimeout in seconds; the URL's parameters come before others.
 */
@Component
class SilentDatabase implements BeanPostProcessor {

    private static final Map<String, String> PATIENCE = Map.of("socketTimeout", "30", "connectTimeout", "5", "tcpKeepAlive", "true");

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        // H2 refuses settings that it does not know
        if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() != null && pool.getJdbcUrl().startsWith("jdbc:postgresql:")) {
            PATIENCE.forEach((setting, value) -> pool.getDataSourceProperties().putIfAbsent(setting, value));
        }
        return bean;
    }
}
