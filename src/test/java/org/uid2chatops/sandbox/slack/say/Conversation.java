package org.uid2chatops.sandbox.slack.say;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.SandboxSlack;
import org.uid2chatops.sandbox.slack.act.Actions;
import org.uid2chatops.sandbox.slack.act.Commands;
import org.uid2chatops.sandbox.slack.act.Outcome;
import org.uid2chatops.sandbox.slack.workspace.Changes;
import org.uid2chatops.sandbox.slack.workspace.Directory;
import org.uid2chatops.sandbox.slack.workspace.Ids;
import org.uid2chatops.sandbox.slack.workspace.Post;
import org.uid2chatops.sandbox.time.SimulatedClock;

/** Holds the conversation of {@code --sandbox.say} in the channel, and prints it as it happens. */
public final class Conversation {

    private static final Duration BUTTON = Duration.ofMinutes(30);
    private static final Duration BOT = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final Duration SILENCE = Duration.ofMillis(700);
    private static final int MOST_SILENCES = 20;

    private final SandboxSlack slack;
    private final Changes changes;
    private final SimulatedClock clock;
    private final Quiet quiet;
    private final PrintStream out;

    public Conversation(SandboxSlack slack, SimulatedClock clock, Quiet quiet, PrintStream out) {
        this.slack = slack;
        this.changes = slack.workspace().changes();
        this.clock = clock;
        this.quiet = quiet;
        this.out = out;
    }

    /**
     * Says those lines, one after the other, and waits until nothing runs.
     *
     * @return the exit code: 0 if everything could be said and every rollout ended well, 1 otherwise
     */
    public int hold(List<String> lines) throws InterruptedException {
        List<Line> parsed;
        try {
            parsed = lines.stream().map(Line::of).toList();
        } catch (IllegalArgumentException wrong) {
            out.println("-- " + wrong.getMessage());
            return 1;
        }
        if (!changes.await(() -> slack.connected() > 0, BOT)) {
            out.println("-- no bot connected within " + BOT.toSeconds() + " s");
            return 1;
        }
        try (var transcript = new Transcript(slack.workspace(), out)) {
            for (Line line : parsed) {
                if (!said(line, transcript)) {
                    return 1;
                }
            }
            awaitQuiet();
        }
        return quiet.everyRolloutEndedWell() ? 0 : 1;
    }

    private boolean said(Line line, Transcript transcript) throws InterruptedException {
        return switch (line) {
            case Line.Type typed -> {
                if (!typed.now()) {
                    awaitQuiet();
                }
                yield type(typed, transcript);
            }
            case Line.Press press -> press(press, transcript);
        };
    }

    private boolean type(Line.Type typed, Transcript transcript) throws InterruptedException {
        long before = changes.version();
        Outcome outcome = slack.commands().type(typed.speaker(), Directory.channel(Ids.OPS_CHANNEL).orElseThrow(), typed.text(),
                Duration.ZERO);
        if (outcome.status() == 200) {
            changes.await(() -> slack.workspace().posts().changedSince(before).stream().anyMatch(post -> post.user().equals(Ids.BOT_USER)),
                    Commands.ANSWER);
        } else {
            transcript.remark("the bot did not take it: status " + outcome.status());
        }
        return outcome.status() == 200;
    }

    private boolean press(Line.Press press, Transcript transcript) throws InterruptedException {
        Instant deadline = clock.instant().plus(BUTTON);
        Optional<Post> found = newest(press);
        while (found.isEmpty() && clock.instant().isBefore(deadline)) {
            long before = changes.version();
            changes.await(() -> changes.version() > before, LOOK_AGAIN);
            found = newest(press);
        }
        if (found.isEmpty()) {
            transcript.remark("no message had a button '" + press.label() + "' within " + BUTTON.toMinutes() + " simulated minutes");
            return false;
        }
        transcript.catchUp();
        transcript.remark(press.speaker().handle() + " presses [" + press.label() + "]");
        Outcome outcome = slack.clicks().press(press.speaker(), found.get(), press.label(), Optional.empty());
        if (outcome.status() != 200) {
            transcript.remark("the bot did not take it: status " + outcome.status());
        }
        return outcome.status() == 200;
    }

    private Optional<Post> newest(Line.Press press) {
        Person person = press.speaker();
        return slack.workspace().posts().changedSince(0).stream().filter(post -> !post.deleted() && post.seenBy(person))
                .filter(post -> Actions.find(post.content().path("blocks"), press.label()).isPresent())
                .max(java.util.Comparator.comparing(Post::ts));
    }

    /** Waits until the bot has nothing to do, and for what it says last. */
    private void awaitQuiet() throws InterruptedException {
        int silences = 0;
        do {
            while (!quiet.nothingRuns()) {
                changes.await(() -> false, LOOK_AGAIN);
            }
            long version = changes.version();
            silences = changes.await(() -> changes.version() > version, SILENCE) ? silences + 1 : MOST_SILENCES;
        } while (silences < MOST_SILENCES || !quiet.nothingRuns());
    }
}
