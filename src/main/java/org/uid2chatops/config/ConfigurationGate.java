package org.uid2chatops.config;

import java.util.List;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

import org.uid2chatops.config.ConfigurationCheck.Problem;

/** Lets the bot start only when no feature finds a mistake in its configuration. Runs before anything connects. */
@Component
class ConfigurationGate implements SmartInitializingSingleton {

    private final List<ConfigurationCheck> checks;

    ConfigurationGate(List<ConfigurationCheck> checks) {
        this.checks = checks;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<Problem> problems = checks.stream().flatMap(check -> check.problems().stream()).toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationMistakes(problems);
        }
    }
}
