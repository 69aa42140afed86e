package org.uid2chatops.slack;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

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
import org.uid2chatops.slack.CommandWord.Takes;
import org.uid2chatops.slack.ParsedCommand.Asks;
import org.uid2chatops.slack.ParsedCommand.Wrong;

/** The syntax of {@code /uid2}: turns what somebody typed into a command, or says what is wrong with it. Thread-safe. */
final class CommandSyntax {

    /** After the target: behind the rollout that runs there. */
    private static final String WAIT = "wait";
    private static final String ANYWAY = "anyway";
    private static final String UNTIL = "until";
    /** Before the rest of the line: the person's own words. */
    private static final Pattern BECAUSE = Pattern.compile("\\s+because\\b", Pattern.CASE_INSENSITIVE);
    private static final List<CommandWord> TAKE_A_REASON = List.of(CommandWord.DEPLOY, CommandWord.BREAK_GLASS, CommandWord.LOCK,
            CommandWord.FREEZE);
    private static final double ALIKE = 0.8;
    private static final int MOST_NAMES = 20;

    private final Targets targets;

    CommandSyntax(Targets targets) {
        this.targets = targets;
    }

    ParsedCommand parse(String typed) {
        String[] parts = BECAUSE.split(Mrkdwn.unescape(typed), 2);
        Optional<String> reason = parts.length == 1 ? Optional.empty() : Optional.of(parts[1].strip());
        String straight = straight(parts[0]);
        if (straight.chars().filter(each -> each == '"').count() % 2 == 1) {
            return new Wrong("A quote is not closed in " + Mrkdwn.quote(straight) + ". Close it, or leave it out.");
        }
        List<String> words = words(straight);
        if (words.isEmpty()) {
            return new Asks(Verb.HELP, Optional.empty(), Optional.empty());
        }
        try {
            var command = grammar().parseArgs(words.toArray(String[]::new)).subcommand();
            if (command == null) {
                return new Wrong(unknownVerb(words.getFirst()));
            }
            List<String> rest = command.matchedPositionals().stream().flatMap(positional -> positional.stringValues().stream()).toList();
            return command(CommandWord.of(command.commandSpec().name()).orElseThrow(), rest, reason);
        } catch (ParameterException wrong) {
            return new Wrong(mistake(wrong, words));
        }
    }

    private ParsedCommand command(CommandWord word, List<String> rest, Optional<String> reason) {
        if (reason.isPresent() && !TAKE_A_REASON.contains(word)) {
            return new Wrong(word.usage() + " takes no reason. `/uid2 deploy TARGET because REASON` does.");
        }
        if (reason.filter(String::isEmpty).isPresent()) {
            return new Wrong("Because of what? Write the reason behind it.");
        }
        if (reason.filter(said -> said.length() > ReasonModal.MOST).isPresent()) {
            return new Wrong("The reason is too long: " + reason.get().length() + " characters, and " + ReasonModal.MOST
                    + " is the most. Say it shorter.");
        }
        return switch (word) {
            case FREEZE -> freeze(rest, reason);
            default -> word.takes() == Takes.NOTHING || word.takes() == Takes.TARGET_OR_ALL && rest.isEmpty()
                    ? new Asks(word.verb(), Optional.empty(), Optional.empty())
                    : onTarget(word, rest, reason);
        };
    }

    private ParsedCommand onTarget(CommandWord word, List<String> rest, Optional<String> reason) {
        if (rest.isEmpty()) {
            return new Wrong("Which target? Type " + word.usage() + ". " + known());
        }
        String name = rest.getFirst();
        List<String> tail = rest.subList(1, rest.size());
        String said = String.join(" ", tail);
        boolean extra = tail.size() == 1 && switch (word) {
            case DEPLOY, CANCEL -> said.equalsIgnoreCase(WAIT);
            case UNLOCK -> said.equalsIgnoreCase(ANYWAY);
            default -> false;
        };
        boolean free = word == CommandWord.LOCK || word == CommandWord.AUDIT;
        if (!tail.isEmpty() && !extra && !free) {
            return new Wrong("One target at a time: I read " + Mrkdwn.quote(name) + " as the target, so " + Mrkdwn.quote(said)
                    + " was too many. Type " + word.usage() + " once for each.");
        }
        Optional<Target> target = targets.named(name);
        if (target.isEmpty()) {
            return new Wrong(unknownTarget(word, name));
        }
        return new Asks(verb(word, extra), target, free ? reason.or(() -> tail.isEmpty() ? Optional.empty() : Optional.of(said)) : reason);
    }

    private static Verb verb(CommandWord word, boolean extra) {
        return switch (word) {
            case DEPLOY -> extra ? Verb.DEPLOY_BEHIND : Verb.DEPLOY;
            case CANCEL -> extra ? Verb.CANCEL_WAITING : Verb.CANCEL;
            case UNLOCK -> extra ? Verb.UNLOCK_ANYWAY : Verb.UNLOCK;
            default -> word.verb();
        };
    }

    /** Reads {@code [TARGET] until WHEN}; when that is, is read when it is done. */
    private ParsedCommand freeze(List<String> rest, Optional<String> reason) {
        int until = rest.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList().indexOf(UNTIL);
        String usage = "Type `/uid2 freeze [TARGET] until WHEN because REASON`, with WHEN like `3h`, `2d` or `2026-12-01 18:00` (UTC).";
        if (until < 0 || until > 1 || until == rest.size() - 1) {
            return new Wrong("Until when? " + usage);
        }
        if (reason.isEmpty()) {
            return new Wrong("Why? Everybody who is stopped reads it. " + usage);
        }
        String when = String.join(" ", rest.subList(until + 1, rest.size()));
        if (until == 0) {
            return new Asks(Verb.FREEZE, Optional.empty(), Optional.of(when + "\n" + reason.get()));
        }
        return targets.named(rest.getFirst())
                .<ParsedCommand>map(target -> new Asks(Verb.FREEZE, Optional.of(target), Optional.of(when + "\n" + reason.get())))
                .orElseGet(() -> new Wrong(unknownTarget(CommandWord.FREEZE, rest.getFirst())));
    }

    private String mistake(ParameterException wrong, List<String> words) {
        Optional<CommandWord> word = CommandWord.of(wrong.getCommandLine().getCommandSpec().name());
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String extra = String.join(" ", unmatched.getUnmatched());
            if (unmatched.isUnknownOption()) {
                return word.map(known -> "`/uid2 " + known.word() + "`").orElse("`/uid2`") + " has no option " + Mrkdwn.quote(extra)
                        + ". Type " + word.map(CommandWord::usage).orElse("`/uid2 help`") + ".";
            }
            return word.map(known -> "`/uid2 " + known.word() + "` takes nothing more: " + Mrkdwn.quote(extra) + " was too many.")
                    .orElseGet(() -> unknownVerb(words.getFirst()));
        }
        return "I cannot read " + Mrkdwn.quote(String.join(" ", words)) + ". Type `/uid2 help` to see the commands.";
    }

    private static String unknownVerb(String word) {
        return "I do not know " + Mrkdwn.quote(word) + ". " + didYouMean(word, CommandWord.words()) + "I know " + CommandWord.listed()
                + ": type `/uid2 help`.";
    }

    private String unknownTarget(CommandWord word, String name) {
        return "There is no target " + Mrkdwn.quote(name) + ". " + didYouMean(name, targets.names()) + "Type " + word.usage() + ". "
                + known();
    }

    private String known() {
        return targets.all().isEmpty()
                ? "No target is configured yet: whoever runs this bot adds them under `uid2.targets`."
                : "Targets: " + Mrkdwn.codes(targets.all().stream().map(Target::name).toList(), MOST_NAMES) + ".";
    }

    private static String didYouMean(String typed, List<String> known) {
        var similarity = new JaroWinklerSimilarity();
        String word = Mrkdwn.cut(typed, 60).toLowerCase(Locale.ROOT);
        return known.stream().max(Comparator.comparingDouble(name -> similarity.apply(word, name)))
                .filter(best -> similarity.apply(word, best) >= ALIKE).map(best -> "Did you mean `" + best + "`? ").orElse("");
    }

    /** Undoes what Slack's clients do to quotes. */
    private static String straight(String typed) {
        return typed.replaceAll("[\u201C\u201D\u201E]", "\"").replaceAll("[\u2018\u2019]", "'");
    }

    private static List<String> words(String straight) {
        return new StringTokenizer(straight, StringMatcherFactory.INSTANCE.splitMatcher(), StringMatcherFactory.INSTANCE.quoteMatcher())
                .getTokenList();
    }

    private static CommandLine grammar() {
        var root = CommandSpec.create().name("/uid2");
        for (CommandWord word : CommandWord.values()) {
            var spec = CommandSpec.create().name(word.word());
            if (word.takes() != Takes.NOTHING) {
                spec.addPositional(PositionalParamSpec.builder().paramLabel("TARGET").arity("0..*").type(List.class)
                        .auxiliaryTypes(String.class).build());
            }
            root.addSubcommand(word.word(), new CommandLine(spec));
        }
        return new CommandLine(root).setSubcommandsCaseInsensitive(true).setExpandAtFiles(false).setStopAtUnmatched(false);
    }
}
