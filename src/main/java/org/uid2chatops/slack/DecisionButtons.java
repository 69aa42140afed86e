package org.uid2chatops.slack;

import java.util.List;

import com.slack.api.model.block.Blocks;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.BlockCompositions;
import com.slack.api.model.block.element.BlockElements;
import com.slack.api.model.block.element.ButtonElement;

import org.uid2chatops.rollout.RolloutView;

/** The buttons that decide about a rollout. Everybody sees them; who may press one is looked at when it is pressed. */
final class DecisionButtons {

    private DecisionButtons() {
    }

    static LayoutBlock whileRunning(RolloutView rollout) {
        return Blocks.actions(List.of(asking(ButtonClicks.CANCEL, rollout, "Cancel", "Stop this deploy?",
                "It stops before its next change. What was made stays, what is on its way finishes, and a new deploy goes on from there.",
                "Stop it", "Let it run")));
    }

    static LayoutBlock afterFailure(RolloutView rollout) {
        var retry = BlockElements.button(button -> button.actionId(ButtonClicks.RETRY).value(rollout.id().value()).style("primary")
                .text(BlockCompositions.plainText("Retry")));
        var giveUp = asking(ButtonClicks.GIVE_UP, rollout, "Give up", "Give this rollout up?",
                "Nobody can retry it then. What was made stays, and a new deploy goes on from there.", "Give up", "Keep");
        return Blocks.actions(List.of(retry, giveUp));
    }

    /** A button that is only pressed once its question is answered. */
    private static ButtonElement asking(String action, RolloutView rollout, String label, String question, String consequence, String yes,
            String no) {
        return BlockElements.button(button -> button.actionId(action).value(rollout.id().value()).text(BlockCompositions.plainText(label))
                .confirm(BlockCompositions.confirmationDialog(dialog -> dialog.title(BlockCompositions.plainText(question))
                        .text(BlockCompositions.plainText(consequence)).confirm(BlockCompositions.plainText(yes))
                        .deny(BlockCompositions.plainText(no)))));
    }
}
