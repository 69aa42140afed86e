package org.uid2chatops.slack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.commons.codec.digest.DigestUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

import org.uid2chatops.export.AuditExport;
import org.uid2chatops.rollout.Agreement;
import org.uid2chatops.rollout.JournalsUnderTest;
import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.workspace.Directory;
import org.uid2chatops.sandbox.slack.workspace.Json;
import org.uid2chatops.sandbox.slack.workspace.Post;

import static org.assertj.core.api.Assertions.assertThat;

/** The audit arrives in the channel as a file, and whoever has the file can check it. */
@Timeout(60)
class AuditExportTest {

    private static final String LONG_AGO = "r-20261101-080000-aaaa";
    private static final String LATELY = "r-20261120-080000-bbbb";
    private final BotInSlack bot = BotInSlack.hurried();

    @BeforeEach
    void start() {
        bot.started();
    }

    @AfterEach
    void stop() throws Exception {
        bot.close();
    }

    @Test
    void a_file_of_all_that_people_and_rollouts_did_arrives_and_its_chains_can_be_computed_from_it() {
        happened();
        assertThat(bot.answer(Person.ALEX, "audit integ 7d as jsonl"))
                .startsWith("A file with 5 rows is on its way into <#C0000OPS>, where everybody sees it: `uid2-audit-integ-2");
        Post post = file();
        assertThat(post.text()).startsWith(":page_facing_up: *Audit of `integ`* from <!date^")
                .contains("asked for by <@U0000ALEX>: 5 rows (2 of what people asked and decided, 3 of 1 rollout).",
                        ":white_check_mark: *Its chains are as they were written:*", "people: rows 1 to 2, head `",
                        "`" + LATELY + "`: rows 1 to 3, head `", "`docs/audit.md`");
        assertThat(name(post)).matches("uid2-audit-integ-\\d{8}T\\d{6}\\.\\d{3}Z-\\d{8}T\\d{6}\\.\\d{3}Z\\.jsonl");
        assertThat(content(post)).endsWith("}\n");
        List<JsonNode> lines = content(post).lines().map(Json::parse).toList();
        List<JsonNode> rows = lines.subList(0, 5);
        assertThat(rows).extracting(row -> text(row, "chain") + " " + text(row, "person") + " " + text(row, "what")).containsExactly(
                "audit U0000ALEX asked: lock", "audit U0000SAM refused: deploy", LATELY + " U0000DANA Requested", LATELY + "  Began",
                LATELY + "  Succeeded");
        assertThat(text(rows.get(2), "digest")).isEqualTo("d".repeat(64));
        JsonNode verification = lines.getLast().path("verification");
        assertThat(verification.path("rows").asInt()).isEqualTo(5);
        assertThat(verification.path("chains").valueStream().map(chain -> chain.path("broken").isNull())).containsExactly(true, true);
        assertThat(recomputed(text(verification, "target"), rows)).isEqualTo(rows.stream().map(row -> text(row, "hash")).toList());
        assertThat(heads(rows)).containsValue(text(verification.path("chains").get(0), "head"));
        Awaitility.await().untilAsserted(() -> assertThat(bot.audit.since("integ", Instant.EPOCH).getLast().what())
                .isEqualTo("exported: audit"));
    }

    @Test
    void the_lines_of_python_in_the_documentation_say_which_rows_somebody_changed(@TempDir Path directory) throws Exception {
        happened();
        bot.answer(Person.ALEX, "audit integ as jsonl");
        String whole = content(file());
        String python = Files.readString(Path.of("docs/audit.md")).split("```python\n")[1].split("```")[0];
        Path check = Files.writeString(directory.resolve("check.py"), python);
        assertThat(run(check, Files.writeString(directory.resolve("whole.jsonl"), whole))).isEmpty();
        String changed = whole.replace("moving the vault", "nothing").replace("\"what\":\"Began\"", "\"what\":\"Sent\"");
        assertThat(run(check, Files.writeString(directory.resolve("changed.jsonl"), changed))).isEqualTo("audit 1\n" + LATELY + " 2\n");
    }

    private static String run(Path check, Path file) throws Exception {
        Process python;
        try {
            python = new ProcessBuilder("python3", check.toString(), file.toString()).redirectErrorStream(true).start();
        } catch (IOException none) {
            return Assumptions.abort("there is no python3 here");
        }
        return new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void older_rollouts_are_in_it_where_the_time_is_long_enough() {
        happened();
        assertThat(bot.answer(Person.ALEX, "audit integ 2026-01-01 as JSONL")).startsWith("A file with 8 rows");
        assertThat(content(file()).lines().filter(line -> line.startsWith("{\"chain\":\"" + LONG_AGO + "\""))).hasSize(3);
    }

    @Test
    void a_table_has_a_header_and_no_formulas_and_the_chain_can_be_computed_from_it_too() throws Exception {
        bot.answer(Person.ALEX, "lock integ =HYPERLINK(A1)");
        bot.audit.record("integ", "U1", "asked: lock", "'-1+1", "");
        bot.audit.record("integ", "U1", "asked: lock", "'quoted', \"too\"", "");
        bot.audit.record("integ", "@SUM(A1)", "asked: lock", "two\nlines", "");
        assertThat(bot.answer(Person.SAM, "audit integ as csv")).startsWith("A file with 4 rows");
        String table = content(file());
        assertThat(table).startsWith("chain,seq,at,person,what,detail,digest,previous,hash\r\naudit,1,").endsWith("\r\n");
        List<Map<String, String>> cells;
        try (MappingIterator<Map<String, String>> read = new CsvMapper().readerFor(Map.class).with(CsvSchema.emptySchema().withHeader())
                .readValues(table)) {
            cells = read.readAll();
        }
        assertThat(cells).extracting(row -> row.get("detail")).containsExactly("'=HYPERLINK(A1)", "''-1+1", "'quoted', \"too\"",
                "two\nlines");
        assertThat(cells.getLast()).containsEntry("person", "'@SUM(A1)");
        List<JsonNode> rows = cells.stream().map(row -> {
            var json = Json.object();
            row.forEach((column, cell) -> json.put(column, cell.matches("(?s)'+[=+\\-@\\t\\r].*") ? cell.substring(1) : cell));
            return (JsonNode) json;
        }).toList();
        assertThat(recomputed("integ", rows)).isEqualTo(rows.stream().map(row -> text(row, "hash")).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            update audit set detail = 'nothing' where seq = 2                          | people: rows 1 to 2, head | row 2 is not what was written: its content and its hash disagree
            delete from audit where seq = 1                                            | people: rows 2 to 2, head | row 1 is missing
            update journal set body = 'no json' where seq = 2 and rollout_id like '%b' | rows 1 to 3, head         | row 2 is not what was written: its content and its hash disagree
            """)
    void what_somebody_changed_in_the_database_is_named(String change, String where, String what) {
        happened();
        bot.jdbc.sql(change).update();
        bot.answer(Person.ALEX, "audit integ as jsonl");
        Post post = file();
        assertThat(post.text()).contains(":rotating_light: *1 of its chains is not as written.*");
        assertThat(post.text().lines().filter(line -> line.contains(":x: " + what))).singleElement().asString().contains(where);
        assertThat(content(post)).contains("\"broken\":\"" + what);
    }

    @Test
    void who_may_not_look_gets_no_file_and_that_is_in_the_audit() {
        assertThat(bot.answer(Person.GUEST, "audit integ as csv")).contains("you are a guest here");
        assertThat(bot.audit.since("integ", Instant.EPOCH)).extracting(row -> row.person() + " " + row.what())
                .containsExactly("U0000GUEST refused: audit");
        assertThat(bot.calls("files.getUploadURLExternal")).isEmpty();
    }

    @Test
    void another_format_is_answered_with_those_that_are_possible() {
        for (String format : List.of("json", "csv please", "", "*")) {
            assertThat(bot.answer(Person.ALEX, "audit integ 3h as " + format)).contains("A file is possible as `jsonl`",
                    "`csv` (a table)", "Type `/uid2 audit integ 7d as jsonl`");
        }
        assertThat(bot.answer(Person.ALEX, "audit integ someday as csv")).startsWith("Since when? I cannot read `someday`.");
    }

    @Test
    void nothing_to_export_and_too_much_of_it_are_said() {
        assertThat(bot.answer(Person.ALEX, "audit integ 3h as csv"))
                .startsWith("Nothing to export: nothing was asked, decided or done about "
                        + "`integ` since ")
                .contains("`/uid2 audit integ 90d as csv`");
        bot.jdbc.sql("""
                insert into audit (target, seq, at, slack_user, what, detail, digest, previous, hash)
                select 'integ', x, current_timestamp, 'U', 'asked: lock', '', '', '', '' from system_range(1, ?)""")
                .param(AuditExport.MOST + 1)
                .update();
        assertThat(bot.answer(Person.ALEX, "audit integ as csv")).startsWith("No file: `integ` has 100,001 rows since ")
                .contains("one file takes 100,000", "`/uid2 audit integ 24h as csv`");
    }

    @Test
    void while_slack_is_away_it_waits_and_then_comes_once() {
        happened();
        bot.fault("slack.unavailable", 1, Map.of("method", "files.getUploadURLExternal"));
        bot.fault("slack.reset", 1, Map.of("method", "files.completeUploadExternal"));
        bot.answer(Person.ALEX, "audit integ as csv");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> bot.rows("outbox") == 0);
        assertThat(bot.calls("files.getUploadURLExternal")).hasSize(2);
        assertThat(bot.calls("conversations.history")).hasSize(1);
        assertThat(files()).hasSize(1);
    }

    @Test
    void two_who_ask_get_a_file_each() {
        happened();
        bot.answer(Person.ALEX, "audit integ as csv");
        bot.answer(Person.DANA, "audit integ as csv");
        Awaitility.await().until(() -> files().size() == 2);
        assertThat(files()).extracting(AuditExportTest::name).doesNotHaveDuplicates();
    }

    @Test
    void where_the_bot_is_no_member_the_one_who_asked_is_told_to_invite_it() throws Exception {
        happened();
        bot.slack.commands().type(Person.ALEX, Directory.channel("general").orElseThrow(), "audit integ as csv", Duration.ZERO);
        Awaitility.await().until(() -> bot.posts("dm-alex").stream().anyMatch(post -> post.text().startsWith("Your file `uid2-audit-integ-")
                && post.text().contains("did not get into <#C0000GENERAL>, since I may not post there (`not_in_channel`). Invite me")));
    }

    @Test
    void an_app_without_the_scope_is_told_of() {
        happened();
        bot.fault("slack.error", 1, Map.of("method", "files.getUploadURLExternal", "error", "missing_scope"));
        bot.answer(Person.ALEX, "audit integ as csv");
        Awaitility.await()
                .until(() -> bot.told(Person.ALEX).stream().anyMatch(text -> text.contains("Slack wants the scope `files:write`")));
        Awaitility.await().until(() -> bot.rows("outbox") == 0);
    }

    /** Somebody locks, somebody is refused; one rollout ended yesterday, and one long ago. */
    private void happened() {
        bot.answer(Person.ALEX, "lock integ moving the vault");
        bot.answer(Person.SAM, "deploy integ");
        Instant now = java.time.Clock.systemUTC().instant();
        JournalsUnderTest.rollout(bot.jdbc, LONG_AGO, "integ", "U0000ALEX", Instant.parse("2026-11-01T08:00:00Z"),
                new Agreement("", "", List.of(), false));
        JournalsUnderTest.rollout(bot.jdbc, LATELY, "integ", "U0000DANA", now.minus(Duration.ofDays(1)),
                new Agreement("a-1", "d".repeat(64), List.of("U0000KIM"), false));
        JournalsUnderTest.rollout(bot.jdbc, "r-20261120-090000-cccc", "prod", "U0000DANA", now.minus(Duration.ofDays(1)),
                new Agreement("", "", List.of(), false));
    }

    private List<Post> files() {
        return bot.messages().stream().filter(post -> post.content().path("files").size() == 1).toList();
    }

    private Post file() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> files().stream().findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private static String name(Post post) {
        return post.content().path("files").get(0).path("name").asString("");
    }

    private String content(Post post) {
        return new String(bot.slack.workspace().files().withId(post.content().path("files").get(0).path("id").asString("")).orElseThrow()
                .content(), StandardCharsets.UTF_8);
    }

    private static String text(JsonNode row, String field) {
        return row.path(field).asString("");
    }

    /** Returns each row's hash as docs/audit.md computes it; one that follows another row than the one before it has none. */
    private static List<String> recomputed(String target, List<JsonNode> rows) {
        var last = new HashMap<String, String>();
        return rows.stream().map(row -> {
            boolean people = text(row, "chain").equals("audit");
            boolean follows = last.getOrDefault(text(row, "chain"), text(row, "previous")).equals(text(row, "previous"));
            last.put(text(row, "chain"), text(row, "hash"));
            String before = String.join("\n", text(row, "previous"), people ? target : text(row, "chain"), row.path("seq").asString(),
                    text(row, "at"));
            return follows
                    ? DigestUtils.sha256Hex(before + "\n" + (people
                            ? String.join("\n", text(row, "person"), text(row, "what"), text(row, "detail"), text(row, "digest"))
                            : text(row, "what") + "\n" + text(row, "detail")))
                    : "";
        }).toList();
    }

    private static Map<String, String> heads(List<JsonNode> rows) {
        var heads = new HashMap<String, String>();
        rows.forEach(row -> heads.put(text(row, "chain"), text(row, "hash")));
        return heads;
    }
}
