package org.uid2chatops.sandbox.slack.web;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

import org.uid2chatops.sandbox.slack.web.BlockLimits.Surface;
import org.uid2chatops.sandbox.slack.workspace.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** Slack's limits, each at its edge: what just fits, and one more. */
class BlockLimitsTest {

    private static final String BUTTON = """
            {"type":"button","action_id":"%s","text":{"type":"plain_text","text":"%s"},"value":"%s"}""";

    static Stream<Arguments> limits() {
        return Stream.of(edge("blocks of a message", 50, n -> times(n, "{\"type\":\"divider\"}")),
                edge("a section's text", 3000, n -> one("{\"type\":\"section\",\"text\":" + mrkdwn(n) + "}")),
                edge("a section's fields", 10, n -> one("{\"type\":\"section\",\"fields\":" + times(n, mrkdwn(1)) + "}")),
                edge("a field's text", 2000, n -> one("{\"type\":\"section\",\"fields\":[" + mrkdwn(n) + "]}")),
                edge("a header", 150, n -> one("{\"type\":\"header\",\"text\":" + plain(n) + "}")),
                edge("elements of actions", 25, n -> one("{\"type\":\"actions\",\"elements\":" + buttons(n) + "}")),
                edge("elements of a context", 10, n -> one("{\"type\":\"context\",\"elements\":" + times(n, mrkdwn(1)) + "}")),
                edge("a button's text", 75, n -> actions(BUTTON.formatted("a", "x".repeat(n), "v"))),
                edge("a button's value", 2000, n -> actions(BUTTON.formatted("a", "x", "v".repeat(n)))),
                edge("an action_id", 255, n -> actions(BUTTON.formatted("a".repeat(n), "x", "v"))),
                edge("a block_id", 255, n -> one("{\"type\":\"divider\",\"block_id\":\"" + "b".repeat(n) + "\"}")),
                edge("an option's text", 75, n -> select("{\"text\":" + plain(n) + ",\"value\":\"v\"}")),
                edge("an option's value", 150, n -> select("{\"text\":" + plain(1) + ",\"value\":\"" + "v".repeat(n) + "\"}")),
                edge("a confirmation's title", 100, n -> confirm(plain(n), plain(1), plain(1))),
                edge("a confirmation's text", 300, n -> confirm(plain(1), plain(n), plain(1))),
                edge("a confirmation's button", 30, n -> confirm(plain(1), plain(1), plain(n))));
    }

    @ParameterizedTest(name = "{0}: {1} fit")
    @MethodSource("limits")
    void what_fits_is_taken_and_one_more_is_refused(String what, int most, java.util.function.IntFunction<String> blocks) {
        assertThat(BlockLimits.problems(Json.parse(blocks.apply(most)), Surface.MESSAGE)).isEmpty();
        assertThat(BlockLimits.problems(Json.parse(blocks.apply(most + 1)), Surface.MESSAGE)).isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).startsWith("[ERROR] ").contains("[json-pointer:/blocks"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void what_slack_does_not_know_is_refused(String blocks) {
        assertThat(BlockLimits.problems(Json.parse(blocks), Surface.MESSAGE)).isNotEmpty();
    }

    static List<String> wrong() {
        return List.of("{}", "[{\"type\":\"poem\"}]", "[{\"type\":\"section\"}]",
                "[{\"type\":\"divider\",\"block_id\":\"a\"},{\"type\":\"divider\",\"block_id\":\"a\"}]",
                "[{\"type\":\"header\",\"text\":{\"type\":\"plain_text\",\"text\":\"\"}}]", "[{\"type\":\"actions\",\"elements\":[]}]",
                "[{\"type\":\"plan\",\"title\":\"x\",\"tasks\":[{\"task_id\":\"1\",\"title\":\"t\",\"status\":\"done\"}]}]",
                "[{\"type\":\"image\",\"image_url\":\"http://127.0.0.1/a.png\"}]");
    }

    @ParameterizedTest
    @MethodSource("slacksOwn")
    void slacks_own_lists_of_steps_are_for_messages_only(String block) {
        JsonNode blocks = Json.parse("[" + block + "]");
        assertThat(BlockLimits.problems(blocks, Surface.MESSAGE)).isEmpty();
        assertThat(BlockLimits.problems(blocks, Surface.MODAL)).isNotEmpty();
        assertThat(BlockLimits.problems(blocks, Surface.HOME)).isNotEmpty();
    }

    static List<String> slacksOwn() {
        return List.of("{\"type\":\"plan\",\"title\":\"x\",\"tasks\":[{\"task_id\":\"1\",\"title\":\"t\",\"status\":\"in_progress\"}]}",
                "{\"type\":\"task_card\",\"task_id\":\"1\",\"title\":\"t\",\"status\":\"complete\"}",
                "{\"type\":\"markdown\",\"text\":\"# x\"}",
                "{\"type\":\"table\",\"rows\":[[{\"type\":\"raw_text\",\"text\":\"a\"}]]}");
    }

    private static Arguments edge(String what, int most, java.util.function.IntFunction<String> blocks) {
        return Arguments.of(what, most, blocks);
    }

    private static String times(int n, String item) {
        ArrayNode all = Json.array();
        for (int i = 0; i < n; i++) {
            all.add(Json.parse(item));
        }
        return all.toString();
    }

    private static String buttons(int n) {
        ArrayNode all = Json.array();
        for (int i = 0; i < n; i++) {
            all.add(Json.parse(BUTTON.formatted("a" + i, "x", "v")));
        }
        return all.toString();
    }

    private static String one(String block) {
        return "[" + block + "]";
    }

    private static String actions(String element) {
        return one("{\"type\":\"actions\",\"elements\":[" + element + "]}");
    }

    private static String select(String option) {
        return actions("{\"type\":\"static_select\",\"action_id\":\"s\",\"options\":[" + option + "]}");
    }

    private static String confirm(String title, String text, String button) {
        return actions(
                "{\"type\":\"button\",\"action_id\":\"a\",\"text\":" + plain(1) + ",\"confirm\":{\"title\":" + title + ",\"text\":" + text
                        + ",\"confirm\":" + button + ",\"deny\":" + plain(1) + "}}");
    }

    private static String mrkdwn(int n) {
        return "{\"type\":\"mrkdwn\",\"text\":\"" + "x".repeat(n) + "\"}";
    }

    private static String plain(int n) {
        return "{\"type\":\"plain_text\",\"text\":\"" + "x".repeat(n) + "\"}";
    }
}
