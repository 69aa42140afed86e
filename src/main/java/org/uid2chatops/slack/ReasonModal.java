package org.uid2chatops.slack;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.block.Blocks;
import com.slack.api.model.block.composition.BlockCompositions;
import com.slack.api.model.block.element.BlockElements;
import com.slack.api.model.view.View;
import com.slack.api.model.view.Views;

/** The modals that ask for a person's own words: why, why not, and what a review has found. */
enum ReasonModal {
    DEPLOY(Verb.DEPLOY, "deploy-reason", "Deploy", "Ask", "Why?", "The people who are asked to agree read this."),
    BREAK_GLASS(Verb.BREAK_GLASS, "break-glass-reason", "Break-glass", "Ask", "What cannot wait?",
            "Everybody who could agree is told this now, and somebody reviews it afterwards."),
    REJECT(Verb.REJECT, "approval-reject-reason", "Reject", "Reject", "Why not?", "The one who asked reads this, and so does the channel."),
    REVIEW(Verb.REVIEW, "approval-review", "Review", "Reviewed", "What did you find?",
            "Was it right to deploy, and what is to be done so that it need not happen again? The channel reads this.");

    /** Of the one input. */
    static final String INPUT = "reason";
    /** Characters. */
    static final int MOST = 1000;
    private final Verb verb;
    private final String callback;
    private final String title;
    private final String submit;
    private final String question;
    private final String hint;

    ReasonModal(Verb verb, String callback, String title, String submit, String question, String hint) {
        this.verb = verb;
        this.callback = callback;
        this.title = title;
        this.submit = submit;
        this.question = question;
        this.hint = hint;
    }

    static Optional<ReasonModal> of(String callback) {
        return Arrays.stream(values()).filter(modal -> modal.callback.equals(callback)).findFirst();
    }

    /** Returns what a button that asks for that opens first, if it takes words. */
    static Optional<ReasonModal> ofButton(Verb verb) {
        return Arrays.stream(values()).filter(modal -> !modal.ofTarget() && modal.verb == verb).findFirst();
    }

    /** Returns what is asked for with the words. */
    Verb verb() {
        return verb;
    }

    /** Returns whether it is about a target; else it is about an approval. */
    boolean ofTarget() {
        return this == DEPLOY || this == BREAK_GLASS;
    }

    String callback() {
        return callback;
    }

    /**
     * Returns it as Slack takes it.
     *
     * @param about a target's name, or an approval's id
     */
    View view(String about, String channel) {
        return Views.view(view -> view.type("modal").callbackId(callback).privateMetadata(channel + " " + about)
                .title(Views.viewTitle(text -> text.type("plain_text").text(title)))
                .submit(Views.viewSubmit(text -> text.type("plain_text").text(submit)))
                .close(Views.viewClose(text -> text.type("plain_text").text("Cancel")))
                .blocks(List.of(
                        Blocks.section(section -> section.text(BlockCompositions.markdownText("About " + Mrkdwn.code(about)))),
                        Blocks.input(input -> input.blockId(INPUT).label(BlockCompositions.plainText(question))
                                .hint(BlockCompositions.plainText(hint)).element(BlockElements.plainTextInput(
                                        text -> text.actionId(INPUT).multiline(true).minLength(3).maxLength(MOST)))))));
    }
}
