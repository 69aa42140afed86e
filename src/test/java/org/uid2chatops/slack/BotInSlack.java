package org.uid2chatops.slack;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.slack.api.Slack;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.access.Access;
import org.uid2chatops.access.AccessProperties;
import org.uid2chatops.approval.ApprovalsUnderTest;
import org.uid2chatops.audit.Audit;
import org.uid2chatops.config.Targets;
import org.uid2chatops.export.AuditExport;
import org.uid2chatops.hold.Holds;
import org.uid2chatops.hold.HoldsUnderTest;
import org.uid2chatops.outbox.OutboxUnderTest;
import org.uid2chatops.release.Deactivations;
import org.uid2chatops.release.ReleaseProperties;
import org.uid2chatops.rollout.JournalsUnderTest;
import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.Settings;
import org.uid2chatops.sandbox.control.ControlApi;
import org.uid2chatops.sandbox.fault.Faults;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.slack.SandboxSlack;
import org.uid2chatops.sandbox.slack.act.Commands;
import org.uid2chatops.sandbox.slack.act.Outcome;
import org.uid2chatops.sandbox.slack.workspace.Directory;
import org.uid2chatops.sandbox.slack.workspace.Json;
import org.uid2chatops.sandbox.slack.workspace.Post;
import org.uid2chatops.sandbox.time.SimulatedClock;
import org.uid2chatops.testing.MovableClock;
import org.uid2chatops.testing.TestDatabase;
import org.uid2chatops.time.Pace;

/** The Slack feature of the bot, connected to the simulated Slack, with rollouts that a test drives. Real time. */
final class BotInSlack implements AutoCloseable {

    private static final int HURRY = 1_000;
    static final Duration EDIT = Duration.ofMillis(400);
    static final Duration CHECK_AGAIN = Duration.ofMillis(100);
    static final Duration REFRESH = Duration.ofMillis(500);

    final SandboxSlack slack;
    final Faults faults;
    final FakeRollouts rollouts;
    final JdbcClient jdbc;
    final Audit audit;
    /** Nanoseconds by which what Slack said of people is older than it is. */
    final AtomicLong later;
    /** What approvals live by: a test moves it past their expiry. */
    final MovableClock clockOfApprovals;
    final GatedDatabase database;
    /** What the next look at the connection throws. */
    final AtomicReference<Optional<Throwable>> brokenLook = new AtomicReference<>(Optional.empty());
    private final ControlApi control;
    private final Optional<BotInSlack> first;
    private final Scheduler scheduler;
    final SlackEnvelopes envelopes;
    private final SlackConnection connection;
    private final Slack client;

    BotInSlack() {
        this(Optional.empty());
    }

    BotInSlack(Targets targets) {
        this(Optional.empty(), Optional.empty(), 1, targets);
    }

    /** @param bug what the inbox throws */
    BotInSlack(Optional<Throwable> bug) {
        this(bug, Optional.empty(), 1, Views.TARGETS);
    }

    /** Returns one for many rounds in little time: neither Slack nor the bot keeps a rate, and the bot waits three seconds for Slack. */
    static BotInSlack hurried() {
        return new BotInSlack(Optional.empty(), Optional.empty(), HURRY, Views.TARGETS);
    }

    /** Returns a second process of this bot, on its database and with what it does. It must be closed first. */
    BotInSlack replica() {
        return new BotInSlack(Optional.empty(), Optional.of(this), HURRY, Views.TARGETS);
    }

    /** @param first whose world and database it shares */
    private BotInSlack(Optional<Throwable> bug, Optional<BotInSlack> first, int hurry, Targets targets) {
        this.first = first;
        var clock = new SimulatedClock(60);
        faults = first.map(one -> one.faults).orElseGet(() -> new Faults(clock));
        control = first.map(one -> one.control).orElseGet(ControlApi::new);
        slack = first.map(one -> one.slack).orElseGet(() -> new SandboxSlack(
                new Settings(0, 0, 60, 1, Optional.empty(), Optional.empty(), Path.of("target")), clock, faults, control,
                () -> System.nanoTime() * hurry));
        later = first.map(one -> one.later).orElseGet(AtomicLong::new);
        clockOfApprovals = first.map(one -> one.clockOfApprovals).orElseGet(() -> new MovableClock(Clock.systemUTC().instant()));
        database = first.map(one -> one.database).orElseGet(() -> new GatedDatabase(TestDatabase.H2.fresh()));
        var properties = new SlackProperties(slack.botToken(), slack.appToken(), slack.apiUrl(), Duration.ofMillis(1000).dividedBy(hurry),
                EDIT.dividedBy(hurry), REFRESH, CHECK_AGAIN, Duration.ofMillis(500));
        var configuration = new SlackConfiguration();
        client = SlackConfiguration.slack(properties, Duration.ofSeconds(hurry == 1 ? 15 : 3),
                () -> System.nanoTime() + later.get());
        Clock real = Clock.systemUTC();
        jdbc = JdbcClient.create(database);
        var transactions = new DataSourceTransactionManager(database);
        var schedulerClient = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(database)).build();
        var outbox = new OutboxUnderTest(jdbc, transactions, schedulerClient, real);
        rollouts = first.map(one -> one.rollouts).orElseGet(() -> new FakeRollouts(outbox.outbox()::add));
        var api = new SlackApi(client, properties);
        var workspace = new BrokenWorkspace(api);
        var inbox = bug.<Inbox>map(thrown -> new BrokenInbox(jdbc, transactions, schedulerClient, real, thrown))
                .orElseGet(() -> new Inbox(jdbc, transactions, schedulerClient, real));
        audit = new Audit(jdbc, new TransactionTemplate(transactions), real);
        var outsiders = new Outsiders(audit);
        var modals = new Modals(api, workspace, inbox, outsiders);
        var post = new org.uid2chatops.slack.Post(api);
        var messages = new MessageStore(jdbc);
        var live = new LivePosts(post, messages);
        var access = new Access(new AccessProperties(List.of("everyone"), List.of(Person.ALEX.id(), Person.DANA.id()),
                List.of(Directory.APPROVERS.id()), List.of(Person.ROOT.id()), java.util.Map.of()),
                new SlackPeople(api, workspace, () -> System.nanoTime() + later.get()));
        Holds holds = HoldsUnderTest.holds(jdbc, transactions, schedulerClient, outbox.outbox(), configuration.holdWords(), targets,
                java.util.Map.of(),
                clockOfApprovals);
        rollouts.guard = holds;
        var deactivations = new Deactivations(new ReleaseProperties(null), clockOfApprovals);
        var approvals = new ApprovalsUnderTest(jdbc, transactions, schedulerClient, access, holds, outbox.outbox(), audit, rollouts,
                targets,
                plan -> ApprovalSummary.lines(plan, deactivations), clockOfApprovals);
        rollouts.keeper = approvals.approvals();
        var replies = new Replies(api);
        var homes = new HomePosts(api, new HomeStore(jdbc), new HomePage(targets, access, rollouts, approvals.approvals(), holds, real),
                outbox.outbox(), new TransactionTemplate(transactions), clockOfApprovals);
        envelopes = new SlackEnvelopes(client, new Uid2Command(targets, workspace, inbox, modals, outsiders),
                new ButtonClicks(client, workspace, inbox, modals, outsiders, replies), modals,
                new HomeOpened(workspace, homes, outsiders));
        connection = new SlackConnection(client, properties, workspace, envelopes);
        var export = new AuditExport(audit, JournalsUnderTest.journals(jdbc));
        var courier = new SlackCourier(live, new ThreadPosts(post, messages, live), replies,
                new FilePosts(export, audit, new Uploads(api), post, replies), homes, rollouts, approvals.approvals(), real);
        scheduler = Scheduler
                .create(database, outbox.task(courier, configuration.rhythm(properties)),
                        configuration.commandTask(inbox, configuration.requestHandler(targets, access, audit, approvals.approvals(),
                                holds, inbox, new Verifications(rollouts, messages, post), export, deactivations, rollouts, real),
                                outbox.outbox(), transactions,
                                real,
                                Pace.REAL, properties),
                        approvals.clockTask(), approvals.runTask(), approvals.reviewTask(), HoldsUnderTest.reminders(holds))
                .threads(4).pollingInterval(Duration.ofMillis(20)).shutdownMaxWait(Duration.ofSeconds(5)).build();
    }

    BotInSlack started() {
        scheduler.start();
        connection.start();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> slack.connected() == (first.isEmpty() ? 1 : 2));
        return this;
    }

    /** Types {@code /uid2 text} in the channel. */
    Outcome say(Person person, String text) {
        return say(person, "uid2-ops", text);
    }

    Outcome say(Person person, String channel, String text) {
        try {
            return slack.commands().type(person, Directory.channel(channel).orElseThrow(), text, Commands.ANSWER);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Types {@code /uid2 text} in the channel, to which no answer is expected there. */
    void type(Person person, String text) {
        type(person, "uid2-ops", text);
    }

    void type(Person person, String channel, String text) {
        try {
            slack.commands().type(person, Directory.channel(channel).orElseThrow(), text, Duration.ZERO);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Presses a button of a message, as it stood then: somebody's page may be behind. */
    Outcome press(Person person, Post post, String label) {
        try {
            return slack.clicks().press(person, post, label, Optional.empty());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Submits the modal that is open before somebody. */
    void submit(Person person, String words) {
        var open = Awaitility.await().until(() -> slack.workspace().views().of(person).stream().findFirst(), Optional::isPresent)
                .orElseThrow();
        try {
            slack.modals().submit(open, java.util.Map.of("reason", List.of(words)));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until somebody is told that in the channel, and nobody else. */
    void awaitTold(Person person, String text) {
        Awaitility.await(text).until(() -> told(person).stream().anyMatch(told -> told.contains(text)));
    }

    /** Returns the texts that only that person sees, oldest first. */
    List<String> told(Person person) {
        return posts("uid2-ops").stream().filter(post -> post.onlyFor().filter(person::equals).isPresent()).map(Post::text).toList();
    }

    /** Has somebody deploy; as a person would, they type it again where the machine stood still for so long that it was not recorded. */
    void deployed(Person person, String target) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !answer(person, "deploy " + target).startsWith("Not recorded"));
    }

    /** Types a command and returns the answer's text. */
    String answer(Person person, String text) {
        return answerIn(person, "uid2-ops", text);
    }

    String answerIn(Person person, String channel, String text) {
        return say(person, channel, text).response().map(response -> response.path("text").asString("")).orElse("(no answer)");
    }

    void fault(String name, int times, java.util.Map<String, Object> parameters) {
        faults.on(name, "", times, Optional.empty(), parameters);
    }

    /** Returns what the channel shows, threads aside; what only one person sees, too. */
    List<Post> posts(String channel) {
        return slack.workspace().posts().in(Directory.channel(channel).orElseThrow()).stream()
                .filter(post -> !post.content().path("subtype").asString("").equals("sandbox_typed")).toList();
    }

    /** Returns the bot's messages in the channel and its threads that everybody sees. */
    List<Post> messages() {
        return posts("uid2-ops").stream().filter(post -> post.onlyFor().isEmpty()).toList();
    }

    Post live() {
        return Awaitility.await().until(() -> messages().stream().filter(post -> !post.isReply()).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    List<ObjectNode> calls(String method) {
        try {
            Answer answer = control
                    .answer(new Call("GET", "/api/slack/calls", "", java.util.Map.of(), java.util.Map.of(), new byte[0]));
            JsonNode all = Json.parse(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
            return all.valueStream().map(ObjectNode.class::cast).filter(call -> call.path("method").asString("").equals(method)).toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    int rows(String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }

    @Override
    public void close() throws Exception {
        database.open();
        connection.stop();
        scheduler.stop();
        client.close();
        if (first.isEmpty()) {
            slack.close();
        }
    }

    /** A workspace with a bug, once. */
    private final class BrokenWorkspace extends Workspace {

        BrokenWorkspace(SlackApi api) {
            super(api);
        }

        @Override
        Optional<String> identify() {
            switch (brokenLook.getAndSet(Optional.empty()).orElse(null)) {
                case null -> {
                    return super.identify();
                }
                case Error error -> throw error;
                case Throwable thrown -> throw new IllegalStateException(thrown);
            }
        }
    }

    /** An inbox with a bug. */
    private static final class BrokenInbox extends Inbox {
        private final Throwable thrown;

        BrokenInbox(JdbcClient jdbc, DataSourceTransactionManager transactions, SchedulerClient scheduler, Clock clock, Throwable thrown) {
            super(jdbc, transactions, scheduler, clock);
            this.thrown = thrown;
        }

        @Override
        Outcome record(Request request) {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(thrown);
        }
    }
}
