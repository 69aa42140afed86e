package org.uid2chatops.slack;

import java.util.List;

import com.slack.api.model.block.Blocks;
import com.slack.api.model.block.composition.BlockCompositions;
import com.slack.api.model.block.element.BlockElements;
import com.slack.api.model.view.View;
import com.slack.api.model.view.Views;

/** The modal that asks why: before production is deployed to, and when somebody rejects. */
enum ReasonModal {
    DEPLOY("deploy-reason", "Deploy", "Ask", "Why?", "The people who are asked to agree read this."),
    REJECT("approval-reject-reason", "Reject", "Reject", "Why not?", "The one who asked reads this, and so does the channel.");

    /** Of the one input. */
    static final String INPUT = "reason";
    /** Characters. */
    static final int MOST = 1000;
    private final String callback;
    private final String title;
    private final String submit;
    private final String question;
    private final String hint;

    ReasonModal(String callback, String title, String submit, String question, String hint) {
        this.callback = callback;
        this.title = title;
        this.submit = submit;
        this.question = question;
        this.hint = hint;
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
                        Blocks.section(section -> section.text(BlockCompositions.markdownText("About `" + Mrkdwn.escape(about) + "`"))),
                        Blocks.input(input -> input.blockId(INPUT).label(BlockCompositions.plainText(question))
                                .hint(BlockCompositions.plainText(hint)).element(BlockElements.plainTextInput(
                                        text -> text.actionId(INPUT).multiline(true).minLength(3).maxLength(MOST)))))));
    }
}
