package org.uid2chatops.slack;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.apache.commons.text.StringTokenizer;
import org.apache.commons.text.matcher.StringMatcherFactory;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;

/** The syntax of {@code /uid2}: turns what somebody typed into a command, or says what is wrong with it. Thread-safe. */
final class CommandSyntax {

    private static final List<String> VERBS = List.of("help", "targets", "plan", "deploy", "cancel", "retry", "status", "verify");
    private static final List<String> TAKES_TARGET = List.of("plan", "deploy", "cancel", "retry", "status", "verify");
    /** After the target: behind the rollout that runs there. */
    private static final String WAIT = "wait";
    private static final List<String> WAITS = List.of("deploy", "cancel");
    private static final double ALIKE = 0.8;
    private static final int MOST_NAMES = 20;

    private final Targets targets;

    CommandSyntax(Targets targets) {
        this.targets = targets;
    }

    ParsedCommand parse(String typed) {
        String straight = straight(typed);
        if (straight.chars().filter(each -> each == '"').count() % 2 == 1) {
            return new ParsedCommand.Wrong("A quote is not closed in " + Mrkdwn.quote(straight) + ". Close it, or leave it out.");
        }
        List<String> words = words(straight);
        if (words.isEmpty()) {
            return new ParsedCommand.Help();
        }
        try {
            var parsed = grammar().parseArgs(words.toArray(String[]::new));
            var command = parsed.subcommand();
            if (command == null) {
                return new ParsedCommand.Wrong(unknownVerb(words.getFirst()));
            }
            List<String> rest = command.matchedPositionals().stream().flatMap(positional -> positional.stringValues().stream()).toList();
            return command(command.commandSpec().name(), rest);
        } catch (ParameterException wrong) {
            return new ParsedCommand.Wrong(mistake(wrong, words));
        }
    }

    private ParsedCommand command(String verb, List<String> words) {
        return switch (verb) {
            case "help" -> new ParsedCommand.Help();
            case "targets" -> new ParsedCommand.ListTargets();
            case "verify" -> words.isEmpty() ? new ParsedCommand.Verify(Optional.empty()) : withTarget(verb, words);
            case "status" -> words.isEmpty() ? new ParsedCommand.Status(Optional.empty()) : withTarget(verb, words);
            default -> withTarget(verb, words);
        };
    }

    private ParsedCommand withTarget(String verb, List<String> words) {
        if (words.isEmpty()) {
            return new ParsedCommand.Wrong("Which target? Type " + usage(verb) + ". " + known());
        }
        boolean waits = WAITS.contains(verb) && words.size() == 2 && words.getLast().equalsIgnoreCase(WAIT);
        if (words.size() > 1 && !waits) {
            return new ParsedCommand.Wrong("One target at a time: I read " + Mrkdwn.quote(words.getFirst()) + " as the target, so "
                    + Mrkdwn.quote(String.join(" ", words.subList(1, words.size()))) + " was too many. Type " + usage(verb)
                    + " once for each.");
        }
        String name = words.getFirst();
        return targets.named(name).map(target -> command(verb, target, waits))
                .orElseGet(() -> new ParsedCommand.Wrong(unknownTarget(verb, name)));
    }

    private static ParsedCommand command(String verb, Target target, boolean waits) {
        return switch (verb) {
            case "plan" -> new ParsedCommand.Plan(target);
            case "deploy" -> new ParsedCommand.Deploy(target, waits);
            case "cancel" -> new ParsedCommand.Cancel(target, waits);
            case "retry" -> new ParsedCommand.Retry(target);
            case "verify" -> new ParsedCommand.Verify(Optional.of(target));
            default -> new ParsedCommand.Status(Optional.of(target));
        };
    }

    private String mistake(ParameterException wrong, List<String> words) {
        String verb = wrong.getCommandLine().getCommandSpec().name();
        boolean ofVerb = VERBS.contains(verb);
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String extra = String.join(" ", unmatched.getUnmatched());
            if (unmatched.isUnknownOption()) {
                return (ofVerb ? "`/uid2 " + verb + "`" : "`/uid2`") + " has no option " + Mrkdwn.quote(extra) + ". Type "
                        + (ofVerb ? usage(verb) : "`/uid2 help`") + ".";
            }
            return ofVerb
                    ? "`/uid2 " + verb + "` takes nothing more: " + Mrkdwn.quote(extra) + " was too many."
                    : unknownVerb(words.getFirst());
        }
        return "I cannot read " + Mrkdwn.quote(String.join(" ", words)) + ". Type `/uid2 help` to see the commands.";
    }

    private static String unknownVerb(String word) {
        return "I do not know " + Mrkdwn.quote(word) + ". " + didYouMean(word, VERBS)
                + "I know `help`, `targets`, `plan`, `deploy`, `cancel`, `retry`, `status` and `verify`: type `/uid2 help`.";
    }

    private String unknownTarget(String verb, String name) {
        return "There is no target " + Mrkdwn.quote(name) + ". " + didYouMean(name, targets.names()) + "Type " + usage(verb) + ". "
                + known();
    }

    private String known() {
        return targets.all().isEmpty()
                ? "No target is configured yet: whoever runs this bot adds them under `uid2.targets`."
                : "Targets: " + Mrkdwn.codes(targets.all().stream().map(Target::name).toList(), MOST_NAMES) + ".";
    }

    private static String usage(String verb) {
        return switch (verb) {
            case "plan", "deploy", "cancel", "retry" -> "`/uid2 " + verb + " TARGET`";
            case "status", "verify" -> "`/uid2 " + verb + " [TARGET]`";
            default -> "`/uid2 " + verb + "`";
        };
    }

    private static String didYouMean(String typed, List<String> known) {
        var similarity = new JaroWinklerSimilarity();
        String word = Mrkdwn.cut(typed, 60).toLowerCase(java.util.Locale.ROOT);
        return known.stream().max(Comparator.comparingDouble(name -> similarity.apply(word, name)))
                .filter(best -> similarity.apply(word, best) >= ALIKE).map(best -> "Did you mean `" + best + "`? ").orElse("");
    }

    /** Undoes what Slack's clients do to quotes. */
    private static String straight(String typed) {
        return Mrkdwn.unescape(typed).replaceAll("[\u201C\u201D\u201E]", "\"").replaceAll("[\u2018\u2019]", "'");
    }

    private static List<String> words(String straight) {
        return new StringTokenizer(straight, StringMatcherFactory.INSTANCE.splitMatcher(), StringMatcherFactory.INSTANCE.quoteMatcher())
                .getTokenList();
    }

    private static CommandLine grammar() {
        var root = CommandSpec.create().name("/uid2");
        for (String verb : VERBS) {
            var spec = CommandSpec.create().name(verb);
            if (TAKES_TARGET.contains(verb)) {
                spec.addPositional(PositionalParamSpec.builder().paramLabel("TARGET").arity("0..*").type(List.class)
                        .auxiliaryTypes(String.class).build());
            }
            root.addSubcommand(verb, new CommandLine(spec));
        }
        return new CommandLine(root).setSubcommandsCaseInsensitive(true).setExpandAtFiles(false).setStopAtUnmatched(false);
    }
}
