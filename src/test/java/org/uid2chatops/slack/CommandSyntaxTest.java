package org.uid2chatops.slack;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.uid2chatops.config.Targets;

import static org.assertj.core.api.Assertions.assertThat;

class CommandSyntaxTest {

    private final CommandSyntax syntax = new CommandSyntax(Views.TARGETS);

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "help", "HELP", " help "})
    void nothing_or_help_is_help(String typed) {
        assertThat(syntax.parse(typed)).isEqualTo(new ParsedCommand.Asks(Verb.HELP, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy integ", "Deploy INTEG", "  deploy   integ ", "deploy \"integ\"", "deploy 'integ'", "deploy “integ”",
            "deploy\tinteg", "deploy\ninteg"})
    void a_target_is_deployed_however_it_is_written(String typed) {
        assertThat(syntax.parse(typed))
                .isEqualTo(new ParsedCommand.Asks(Verb.DEPLOY, Optional.of(Views.TARGETS.all().getFirst()), Optional.empty()));
    }

    @Test
    void targets_and_status_are_read() {
        assertThat(syntax.parse("targets")).isEqualTo(new ParsedCommand.Asks(Verb.TARGETS, Optional.empty(), Optional.empty()));
        assertThat(syntax.parse("status")).isEqualTo(new ParsedCommand.Asks(Verb.STATUS, Optional.empty(), Optional.empty()));
        assertThat(syntax.parse("status prod"))
                .isEqualTo(new ParsedCommand.Asks(Verb.STATUS, Optional.of(Views.TARGETS.all().get(1)), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            deploy             | Which target? Type `/uid2 deploy TARGET`. Targets: `integ`, `prod`, `prod-westus2`.
            deploy ""          | Which target? Type `/uid2 deploy TARGET`. Targets: `integ`, `prod`, `prod-westus2`.
            deploy intge       | There is no target `intge`. Did you mean `integ`? Type `/uid2 deploy TARGET`. Targets: `integ`, `prod`, `prod-westus2`.
            deploy nowhere     | There is no target `nowhere`. Type `/uid2 deploy TARGET`. Targets: `integ`, `prod`, `prod-westus2`.
            status prd         | There is no target `prd`. Did you mean `prod`? Type `/uid2 status [TARGET]`. Targets: `integ`, `prod`, `prod-westus2`.
            deploy integ prod  | One target at a time: I read `integ` as the target, so `prod` was too many. Type `/uid2 deploy TARGET` once for each.
            deploy integ a b   | One target at a time: I read `integ` as the target, so `a b` was too many. Type `/uid2 deploy TARGET` once for each.
            deploy wait        | There is no target `wait`. Type `/uid2 deploy TARGET`. Targets: `integ`, `prod`, `prod-westus2`.
            retry integ wait   | One target at a time: I read `integ` as the target, so `wait` was too many. Type `/uid2 retry TARGET` once for each.
            cancel             | Which target? Type `/uid2 cancel TARGET`. Targets: `integ`, `prod`, `prod-westus2`.
            deply integ        | I do not know `deply`. Did you mean `deploy`? I know ALL: type `/uid2 help`.
            stauts             | I do not know `stauts`. Did you mean `status`? I know ALL: type `/uid2 help`.
            🚀🚀               | I do not know `🚀🚀`. I know ALL: type `/uid2 help`.
            :rocket:           | I do not know `:rocket:`. I know ALL: type `/uid2 help`.
            targets now        | `/uid2 targets` takes nothing more: `now` was too many.
            help me            | `/uid2 help` takes nothing more: `me` was too many.
            deploy integ --now | `/uid2 deploy` has no option `--now`. Type `/uid2 deploy TARGET`.
            deploy -f integ    | `/uid2 deploy` has no option `-f`. Type `/uid2 deploy TARGET`.
            --force            | `/uid2` has no option `--force`. Type `/uid2 help`.
            @/etc/passwd       | I do not know `@/etc/passwd`. I know ALL: type `/uid2 help`.
            deploy @/etc/hosts | There is no target `@/etc/hosts`. Type `/uid2 deploy TARGET`. Targets: `integ`, `prod`, `prod-westus2`.
            deploy &lt;!here&gt; | There is no target `&lt;!here&gt;`. Type `/uid2 deploy TARGET`. Targets: `integ`, `prod`, `prod-westus2`.
            deploy <!channel>  | There is no target `&lt;!channel&gt;`. Type `/uid2 deploy TARGET`. Targets: `integ`, `prod`, `prod-westus2`.
            """, quoteCharacter = '\u0001')
    void a_mistake_is_named_with_what_to_type_instead(String typed, String answer) {
        assertThat(syntax.parse(typed)).isEqualTo(new ParsedCommand.Wrong(answer.replace("ALL", CommandWord.listed())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "🚀", "\"", "<", "deploy ", "deploy integ ", "--", "-", "`", "${sys:user.home} ", "\\", "@", "=",
            "status \u0000"})
    void four_thousand_characters_get_a_clear_short_answer(String piece) {
        String typed = piece.repeat(4000 / piece.length());
        assertThat(syntax.parse(typed)).isInstanceOfSatisfying(ParsedCommand.Wrong.class,
                wrong -> assertThat(wrong.answer()).hasSizeLessThan(700).doesNotContain("null", "Exception"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"deploy prod because first deployment|first deployment",
            "deploy prod BECAUSE  it can't wait, \"really\"|it can't wait, \"really\"", "deploy prod because because of it|because of it",
            "deploy PROD because &lt;5.71&gt; is out|<5.71> is out"})
    void a_reason_is_taken_word_by_word(String typed, String reason) {
        assertThat(syntax.parse(typed))
                .isEqualTo(new ParsedCommand.Asks(Verb.DEPLOY, Optional.of(Views.TARGETS.all().get(1)), Optional.of(reason)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"deploy prod because|Because of what? Write the reason behind it.",
            "status prod because I say so|`/uid2 status [TARGET]` takes no reason.",
            "freeze prod|Until when? Type `/uid2 freeze [TARGET] until WHEN because REASON`", "freeze until 3h|Why?",
            "freeze prod until because of it|Until when?",
            "deploy nowhere because I say so|There is no target `nowhere`."})
    void a_reason_where_there_is_none_to_give_is_a_mistake(String typed, String answer) {
        assertThat(syntax.parse(typed)).isInstanceOfSatisfying(ParsedCommand.Wrong.class,
                wrong -> assertThat(wrong.answer()).startsWith(answer));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {"deploy integ wait|DEPLOY_BEHIND|integ|-",
            "cancel integ wait|CANCEL_WAITING|integ|-",
            "lock integ|LOCK|integ|-", "lock integ moving the vault|LOCK|integ|moving the vault",
            "lock integ because I move the vault|LOCK|integ|I move the vault", "unlock integ|UNLOCK|integ|-",
            "unlock integ anyway|UNLOCK_ANYWAY|integ|-", "unfreeze|UNFREEZE|-|-", "why prod|WHY|prod|-", "audit prod 7d|AUDIT|prod|7d",
            "audit prod 7d as csv|AUDIT|prod|7d as csv"})
    void what_else_is_asked_for_is_read(String typed, Verb verb, @org.jspecify.annotations.Nullable String target,
            @org.jspecify.annotations.Nullable String words) {
        assertThat(syntax.parse(typed)).isEqualTo(
                new ParsedCommand.Asks(verb, Optional.ofNullable(target).flatMap(Views.TARGETS::named), Optional.ofNullable(words)));
    }

    @Test
    void a_freeze_says_until_when_and_why() {
        assertThat(syntax.parse("freeze until 2026-12-01 18:00 because of the holidays"))
                .isEqualTo(new ParsedCommand.Asks(Verb.FREEZE, Optional.empty(), Optional.of("2026-12-01 18:00\nof the holidays")));
        assertThat(syntax.parse("freeze prod until 3h because it burns"))
                .isEqualTo(new ParsedCommand.Asks(Verb.FREEZE, Views.TARGETS.named("prod"), Optional.of("3h\nit burns")));
    }

    @Test
    void a_long_list_of_targets_is_cut_and_says_where_all_are() {
        var many = new Targets(IntStream.rangeClosed(1, 500).mapToObj(i -> Views.target("site-%03d".formatted(i), false)).toList());
        assertThat(new CommandSyntax(many).parse("deploy")).isInstanceOfSatisfying(ParsedCommand.Wrong.class,
                wrong -> assertThat(wrong.answer()).endsWith("`site-020` and 480 more (`/uid2 targets`)."));
        assertThat(TargetsAnswer.of(many)).startsWith("There are 500 targets:").contains("`site-500`");
    }

    @Test
    void without_targets_it_says_who_adds_them() {
        var none = new Targets(List.of());
        assertThat(new CommandSyntax(none).parse("deploy x")).isInstanceOfSatisfying(ParsedCommand.Wrong.class,
                wrong -> assertThat(wrong.answer()).contains("whoever runs this bot adds them under `uid2.targets`"));
    }
}
