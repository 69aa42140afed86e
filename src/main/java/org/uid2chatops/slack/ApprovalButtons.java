package org.uid2chatops.slack;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import com.slack.api.model.block.Blocks;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.BlockCompositions;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.BlockElements;
import com.slack.api.model.block.element.ButtonElement;
import org.jspecify.annotations.Nullable;

import org.uid2chatops.approval.Approval;

/**
 * The buttons under a request for approval, while it is open. In a channel everybody sees all of them; who may press one is looked at when it
 * is pressed.
 */
final class ApprovalButtons {

    static final String APPROVE = "approval-approve";
    static final String REJECT = "approval-reject";
    static final String SHOW_PLAN = "approval-show-plan";
    static final String REVIEW = "approval-review";
    static final String WITHDRAW = "approval-withdraw";

    private ApprovalButtons() {
    }

    static Optional<LayoutBlock> of(Approval approval) {
        return of(approval, _ -> true);
    }

    /** @param offered which actions are offered, of those that the request's state allows */
    static Optional<LayoutBlock> of(Approval approval, Predicate<String> offered) {
        var buttons = switch (approval.state()) {
            case WAITING -> List.of(button(APPROVE, approval, "Approve", "primary"), button(REJECT, approval, "Reject…", "danger"),
                    button(SHOW_PLAN, approval, "Show plan", null), button(WITHDRAW, approval, "Withdraw", null));
            case APPROVED -> List.of(button(SHOW_PLAN, approval, "Show plan", null), button(WITHDRAW, approval, "Withdraw", null));
            case STARTED ->
                approval.review().filter(review -> !review.done()).map(_ -> List.of(button(REVIEW, approval, "Reviewed…", "primary")))
                        .orElse(List.of());
            case REJECTED, WITHDRAWN, EXPIRED, SUPERSEDED, CHANGED, BLOCKED -> List.<ButtonElement>of();
        };
        List<BlockElement> shown = buttons.stream().filter(button -> offered.test(button.getActionId())).map(BlockElement.class::cast)
                .toList();
        return shown.isEmpty() ? Optional.empty() : Optional.of(Blocks.actions(shown));
    }

    private static ButtonElement button(String action, Approval approval, String label, @Nullable String style) {
        return BlockElements.button(button -> button.actionId(action).value(approval.id()).style(style)
                .text(BlockCompositions.plainText(label)));
    }
}
