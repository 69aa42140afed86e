package org.uid2chatops.config;

import java.util.stream.Collectors;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints all mistakes of the configuration, each with its fix, in place of a stack trace. */
final class ConfigurationMistakesAnalyzer extends AbstractFailureAnalyzer<ConfigurationMistakes> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationMistakes cause) {
        String all = cause.problems().stream()
                .map(problem -> "  * " + problem.property() + ": " + problem.mistake() + "\n      " + problem.fix())
                .collect(Collectors.joining("\n"));
        return new FailureAnalysis("The configuration is not complete:\n\n" + all,
                "Mend these properties (in application.yaml, or as environment variables) and start the bot again."
                        + " README.md, \"Configuration\", describes each.",
                cause);
    }
}
