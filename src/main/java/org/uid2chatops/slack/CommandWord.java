package org.uid2chatops.slack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.uid2chatops.access.Role;
import org.uid2chatops.config.ApprovalPolicy;
import org.uid2chatops.config.Target;

/** The words that may follow {@code /uid2}, what each takes, and who may use it. */
enum CommandWord {
    PLAN(Verb.PLAN, Takes.TARGET, "shows what a deploy would do, step by step, and what would stand in its way; it changes nothing"),
    DEPLOY(Verb.DEPLOY, Takes.TARGET, "deploys to a target; what already is as it should be stays untouched, so repeating is harmless. "
            + "`… wait` starts it when the rollout that runs there has ended; `… because REASON` says why, where other people have to agree"),
    BREAK_GLASS(Verb.BREAK_GLASS, Takes.TARGET,
            "deploys in an emergency, where that is allowed: one person who agrees is enough, a freeze is "
                    + "gone through, everybody is told, and somebody else reviews it afterwards. `… because REASON` says why"),
    CANCEL(Verb.CANCEL, Takes.TARGET,
            "stops a running deploy before its next change; nothing is taken back. `… wait` takes your waiting "
                    + "deploy back"),
    RETRY(Verb.RETRY, Takes.TARGET, "takes a failed deploy up again from where it failed"),
    STATUS(Verb.STATUS, Takes.TARGET_OR_ALL, "shows the newest rollout of a target, or one line for each"),
    WHY(Verb.WHY, Takes.TARGET, "says all that stands between a target and a rollout now, and who can clear it"),
    LOCK(Verb.LOCK, Takes.TARGET, "keeps everybody but you from changing a target. `… REASON` says why"),
    UNLOCK(Verb.UNLOCK, Takes.TARGET, "opens a locked target again. `… anyway` takes over what somebody else has locked, and tells them"),
    FREEZE(Verb.FREEZE, Takes.TARGET_OR_ALL,
            "keeps everybody from deploying to a target, or to any: `… until WHEN because REASON`, with WHEN like `3h`, `2d` or "
                    + "`2026-12-01 18:00` (UTC)"),
    UNFREEZE(Verb.UNFREEZE, Takes.TARGET_OR_ALL, "ends a freeze"),
    AUDIT(Verb.AUDIT, Takes.TARGET,
            "lists who asked, was refused, decided, and what was done. `… SINCE` takes `3h`, `7d` or `2026-12-01`. "
                    + "`… as jsonl` or `… as csv` brings all of it into the channel as a file"),
    VERIFY(Verb.VERIFY, Takes.TARGET_OR_ALL,
            "checks that the journal of what was done is as it was written, and as Slack has seen it"),
    TARGETS(Verb.TARGETS, Takes.NOTHING, "lists the targets"),
    HELP(Verb.HELP, Takes.NOTHING, "shows this");

    /** What a word is followed by. */
    enum Takes {
        NOTHING,
        TARGET,
        TARGET_OR_ALL
    }

    private final Verb verb;
    private final Takes takes;
    private final String does;

    CommandWord(Verb verb, Takes takes, String does) {
        this.verb = verb;
        this.takes = takes;
        this.does = does;
    }

    Takes takes() {
        return takes;
    }

    /** Returns what it asks for, when nothing that follows makes it ask for something else. */
    Verb verb() {
        return verb;
    }

    Role role() {
        return verb.role();
    }

    /** Returns whether it may come to anything at a target. */
    boolean fits(Target target) {
        return this != BREAK_GLASS || target.approval().flatMap(ApprovalPolicy::breakGlass).isPresent();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns it as people type it, as code. */
    String usage() {
        return "`/uid2 " + word() + switch (takes) {
            case NOTHING -> "";
            case TARGET -> " TARGET";
            case TARGET_OR_ALL -> " [TARGET]";
        } + "`";
    }

    /** Returns a line of the help. */
    String help() {
        return "• " + usage() + " " + does;
    }

    static Optional<CommandWord> of(String typed) {
        return Arrays.stream(values()).filter(word -> word.word().equalsIgnoreCase(typed)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(CommandWord::word).toList();
    }

    /** Returns all of them in a sentence. */
    static String listed() {
        List<String> words = words();
        return words.subList(0, words.size() - 1).stream().map(word -> "`" + word + "`").collect(Collectors.joining(", ")) + " and `"
                + words.getLast() + "`";
    }
}
