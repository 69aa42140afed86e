package org.uid2chatops.sandbox.slack;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.uid2chatops.sandbox.Person;

import static org.assertj.core.api.Assertions.assertThat;

/** Slack's sizes over its own protocol, each at its edge: what just fits is taken, one more is refused with Slack's code. */
class SlackLimitsTest {

    private static final String DIVIDER = "{'type':'divider'}";
    private final SlackWorld world = new SlackWorld();
    private final SlackCall slack = new SlackCall(world);

    @AfterEach
    void close() throws Exception {
        slack.close();
        world.close();
    }

    static Stream<Arguments> messages() {
        return Stream.of(row("the text of a message", 4000, "msg_too_long", n -> "'text':'" + x(n) + "'"),
                blocks("blocks of a message", 50, n -> times(n, DIVIDER)),
                blocks("the text of a section", 3000, n -> "{'type':'section','text':" + mrkdwn(n) + "}"),
                blocks("fields of a section", 10, n -> "{'type':'section','fields':[" + times(n, mrkdwn(1)) + "]}"),
                blocks("the text of a field", 2000, n -> "{'type':'section','fields':[" + mrkdwn(n) + "]}"),
                blocks("the text of a header", 150, n -> "{'type':'header','text':" + plain(n) + "}"),
                blocks("elements of actions", 25, n -> actions(buttons(n))),
                blocks("elements of a context", 10, n -> "{'type':'context','elements':[" + times(n, mrkdwn(1)) + "]}"),
                blocks("the text of a button", 75, n -> actions(button("'text':" + plain(n)))),
                blocks("the value of a button", 2000, n -> actions(button("'text':" + plain(1) + ",'value':'" + x(n) + "'"))),
                blocks("the url of a button", 3000, n -> actions(button("'text':" + plain(1) + ",'url':'" + x(n) + "'"))),
                blocks("an action_id", 255, n -> actions("{'type':'button','action_id':'" + x(n) + "','text':" + plain(1) + "}")),
                blocks("a block_id", 255, n -> "{'type':'divider','block_id':'" + x(n) + "'}"),
                blocks("options of a select", 100, n -> actions(select(times(n, option("'text':" + plain(1) + ",'value':'v'"))))),
                blocks("options of an overflow menu", 5,
                        n -> actions("{'type':'overflow','options':[" + times(n, option("'text':" + plain(1) + ",'value':'v'")) + "]}")),
                blocks("options of checkboxes", 10,
                        n -> actions("{'type':'checkboxes','options':[" + times(n, option("'text':" + plain(1) + ",'value':'v'")) + "]}")),
                blocks("the text of an option", 75, n -> actions(select(option("'text':" + plain(n) + ",'value':'v'")))),
                blocks("the value of an option", 150, n -> actions(select(option("'text':" + plain(1) + ",'value':'" + x(n) + "'")))),
                blocks("the description of an option", 75,
                        n -> actions(select(option("'text':" + plain(1) + ",'value':'v','description':" + plain(n))))),
                blocks("the placeholder of a select", 150, n -> actions("{'type':'users_select','placeholder':" + plain(n) + "}")),
                blocks("the title of a confirmation", 100, n -> actions(confirm(n, 1, 1, 1))),
                blocks("the text of a confirmation", 300, n -> actions(confirm(1, n, 1, 1))),
                blocks("the yes of a confirmation", 30, n -> actions(confirm(1, 1, n, 1))),
                blocks("the no of a confirmation", 30, n -> actions(confirm(1, 1, 1, n))),
                blocks("the alternative text of an image", 2000, n -> "{'type':'image','image_url':'u','alt_text':'" + x(n) + "'}"),
                blocks("the url of an image", 3000, n -> "{'type':'image','image_url':'" + x(n) + "','alt_text':'a'}"),
                blocks("the text of markdown", 12000, n -> "{'type':'markdown','text':'" + x(n) + "'}"),
                blocks("rows of a table", 100, n -> "{'type':'table','rows':[" + times(n, "[{'type':'raw_text','text':'a'}]") + "]}"),
                row("the texts of all blocks of a message", 13_200, "msg_blocks_too_long",
                        n -> "'text':'x','blocks':[" + times(4, "{'type':'section','text':" + mrkdwn(3000) + "}")
                                + ",{'type':'section','text':"
                                + mrkdwn(n - 12_000) + "}]"),
                row("metadata of a message", 8000, "metadata_too_large",
                        n -> "'text':'x','metadata':{'event_type':'e','event_payload':{'p':'"
                                + x(n - "{'event_type':'e','event_payload':{'p':''}}".length()) + "'}}"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("messages")
    void a_message_at_its_limit_is_taken_and_one_beyond_is_refused(String limit, int most, String code, IntFunction<String> content)
            throws Exception {
        JsonNode fits = slack.answer("chat.postMessage", message(content.apply(most)));
        assertThat(fits.path("ok").asBoolean()).as(fits.toString()).isTrue();
        refused(slack.answer("chat.postMessage", message(content.apply(most + 1))), code);
        refused(slack.answer("chat.postEphemeral", message(content.apply(most + 1)).replaceFirst("\\{", "{'user':'U0000ALEX',")),
                code.equals("metadata_too_large") ? "" : code);
        refused(slack.answer("chat.update", message(content.apply(most + 1))
                .replaceFirst("\\{", "{'ts':'" + fits.path("ts").asString() + "',")), code);
    }

    static Stream<Arguments> views() {
        return Stream.of(view("blocks of a modal", 100, n -> "'title':" + plain(1) + ",'blocks':[" + times(n, DIVIDER) + "]"),
                view("the title of a modal", 24, n -> "'title':" + plain(n) + ",'blocks':[" + DIVIDER + "]"),
                view("the submit button of a modal", 24,
                        n -> "'title':" + plain(1) + ",'submit':" + plain(n) + ",'blocks':[" + DIVIDER + "]"),
                view("the close button of a modal", 24,
                        n -> "'title':" + plain(1) + ",'close':" + plain(n) + ",'blocks':[" + DIVIDER + "]"),
                view("private_metadata", 3000,
                        n -> "'title':" + plain(1) + ",'private_metadata':'" + x(n) + "','blocks':[" + DIVIDER + "]"),
                view("a callback_id", 255, n -> "'title':" + plain(1) + ",'callback_id':'" + x(n) + "','blocks':[" + DIVIDER + "]"),
                view("an external_id", 255, n -> "'title':" + plain(1) + ",'external_id':'" + x(n) + "','blocks':[" + DIVIDER + "]"),
                view("the label of an input", 2000, n -> input("'label':" + plain(n) + ",'element':{'type':'plain_text_input'}")),
                view("the hint of an input", 2000,
                        n -> input("'label':" + plain(1) + ",'hint':" + plain(n) + ",'element':{'type':'plain_text_input'}")),
                view("the placeholder of an input", 150,
                        n -> input("'label':" + plain(1) + ",'element':{'type':'plain_text_input','placeholder':" + plain(n) + "}")),
                view("the longest answer of an input", 3000,
                        n -> input("'label':" + plain(1) + ",'element':{'type':'plain_text_input','max_length':" + n + "}")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("views")
    void a_modal_at_its_limit_is_opened_and_one_beyond_is_refused(String limit, int most, String code, IntFunction<String> content)
            throws Exception {
        JsonNode fits = open(content.apply(most));
        assertThat(fits.path("ok").asBoolean()).as(fits.toString()).isTrue();
        refused(open(content.apply(most + 1)), code);
        refused(slack.answer("views.update",
                "{'view_id':'" + fits.path("view").path("id").asString() + "','view':{'type':'modal'," + content.apply(most + 1) + "}}"),
                code);
    }

    @ParameterizedTest(name = "{0} blocks")
    @MethodSource("homes")
    void a_home_has_a_hundred_blocks_at_most(int blocks, boolean taken) throws Exception {
        JsonNode answer = slack.answer("views.publish",
                "{'user_id':'U0000ALEX','view':{'type':'home','blocks':[" + times(blocks, DIVIDER) + "]}}");
        assertThat(answer.path("ok").asBoolean()).isEqualTo(taken);
    }

    static Stream<Arguments> homes() {
        return Stream.of(Arguments.of(100, true), Arguments.of(101, false));
    }

    private JsonNode open(String content) throws Exception {
        return slack.answer("views.open", "{'trigger_id':'" + world.slack.web().triggers().issue(Person.ALEX) + "','view':{'type':'modal',"
                + content + "}}");
    }

    private static void refused(JsonNode answer, String code) {
        if (!code.isEmpty()) {
            assertThat(answer.path("error").asString("")).as(answer.toString()).isEqualTo(code);
            if (code.startsWith("invalid_")) {
                assertThat(answer.path("response_metadata").path("messages")).isNotEmpty()
                        .allSatisfy(message -> assertThat(message.asString()).startsWith("[ERROR] ").contains("[json-pointer:/"));
                assertThat(answer.path("errors")).isNotEmpty();
            }
        }
    }

    private static String message(String content) {
        return "{'channel':'C0000OPS'," + content + "}";
    }

    private static Arguments row(String limit, int most, String code, IntFunction<String> content) {
        return Arguments.of(limit, most, code, content);
    }

    private static Arguments blocks(String limit, int most, IntFunction<String> blocks) {
        return row(limit, most, "invalid_blocks", n -> "'text':'x','blocks':[" + blocks.apply(n) + "]");
    }

    private static Arguments view(String limit, int most, IntFunction<String> content) {
        return row(limit, most, "invalid_arguments", content);
    }

    private static String x(int n) {
        return "x".repeat(n);
    }

    private static String plain(int n) {
        return "{'type':'plain_text','text':'" + x(n) + "'}";
    }

    private static String mrkdwn(int n) {
        return "{'type':'mrkdwn','text':'" + x(n) + "'}";
    }

    private static String times(int n, String item) {
        return IntStream.range(0, n).mapToObj(_ -> item).collect(Collectors.joining(","));
    }

    private static String actions(String elements) {
        return "{'type':'actions','elements':[" + elements + "]}";
    }

    private static String button(String fields) {
        return "{'type':'button'," + fields + "}";
    }

    private static String buttons(int n) {
        return IntStream.range(0, n).mapToObj(i -> button("'action_id':'a" + i + "','text':" + plain(1))).collect(Collectors.joining(","));
    }

    private static String option(String fields) {
        return "{" + fields + "}";
    }

    private static String select(String options) {
        return "{'type':'static_select','options':[" + options + "]}";
    }

    private static String confirm(int title, int text, int yes, int no) {
        return button("'text':" + plain(1) + ",'confirm':{'title':" + plain(title) + ",'text':" + mrkdwn(text) + ",'confirm':" + plain(yes)
                + ",'deny':" + plain(no) + "}");
    }

    private static String input(String fields) {
        return "'title':" + plain(1) + ",'submit':" + plain(1) + ",'blocks':[{'type':'input'," + fields + "}]";
    }
}
