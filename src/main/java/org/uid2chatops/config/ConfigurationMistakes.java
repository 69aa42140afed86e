package org.uid2chatops.config;

import java.util.List;

import org.uid2chatops.config.ConfigurationCheck.Problem;

/** The configuration has mistakes; the bot does not start. */
final class ConfigurationMistakes extends RuntimeException {

    private static final long serialVersionUID = 1;
    private final transient List<Problem> problems;

    ConfigurationMistakes(List<Problem> problems) {
        super(problems.size() + " mistakes in the configuration");
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }
}
