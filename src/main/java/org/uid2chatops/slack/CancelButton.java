package org.uid2chatops.slack;

import java.util.List;

import com.slack.api.model.block.Blocks;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.BlockCompositions;
import com.slack.api.model.block.element.BlockElements;

import org.uid2chatops.rollout.RolloutView;

/** The button that stops a rollout. Everybody sees it; who may press it is looked at when it is pressed. */
final class CancelButton {

    private CancelButton() {
    }

    static LayoutBlock of(RolloutView rollout) {
        return Blocks.actions(List.of(BlockElements.button(button -> button.actionId(RolloutButtons.CANCEL).value(rollout.id().value())
                .text(BlockCompositions.plainText("Cancel"))
                .confirm(BlockCompositions.confirmationDialog(dialog -> dialog.title(BlockCompositions.plainText("Stop this deploy?"))
                        .text(BlockCompositions.plainText("It stops before its next change. What was made stays, what is on its way "
                                + "finishes, and a new deploy goes on from there."))
                        .confirm(BlockCompositions.plainText("Stop it")).deny(BlockCompositions.plainText("Let it run")))))));
    }
}
