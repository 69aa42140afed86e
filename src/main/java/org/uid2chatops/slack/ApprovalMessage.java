package org.uid2chatops.slack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.slack.api.model.block.LayoutBlock;

import org.uid2chatops.approval.Approval;
import org.uid2chatops.approval.Approval.State;
import org.uid2chatops.approval.Approval.Vote;
import org.uid2chatops.approval.News;

/** The message by which people are asked to agree to a rollout, and what they are told of it in its thread. */
final class ApprovalMessage {

    private static final int MOST_LINES = 25;
    private static final String LATER = "*What may happen by itself later:* nothing. A failure stops the rollout; _Retry_ goes on under this "
            + "approval only while release, chart and settings stay the same.";

    private ApprovalMessage() {
    }

    static Rendered of(Approval approval) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(Rendered.header(title(approval)));
        var lines = new ArrayList<String>();
        lines.add(standing(approval));
        if (approval.breakGlass()) {
            lines.add(":rotating_light: *Break-glass*: it cannot wait for more people, and goes through a freeze. Somebody else reviews it "
                    + "afterwards.");
        }
        lines.add("*Why:* " + Mrkdwn.escape(Mrkdwn.cut(approval.reason(), 1000)));
        if (runs(approval)) {
            lines.add("*What would be done:*");
            approval.summary().stream().limit(MOST_LINES).forEach(lines::add);
            if (approval.summary().size() > MOST_LINES) {
                lines.add("… and " + (approval.summary().size() - MOST_LINES) + " more: _Show plan_ has them all.");
            }
            lines.add(LATER);
        }
        blocks.addAll(Rendered.sections(lines));
        blocks.add(Rendered.context("Asked for by " + Mrkdwn.user(approval.requester()) + " " + date(approval.asked()) + " · digest `"
                + approval.shortDigest() + "` · `" + approval.id() + "`"));
        ApprovalButtons.of(approval).ifPresent(blocks::add);
        return new Rendered(title(approval) + ". " + standing(approval), blocks);
    }

    /** What was never started needs no room in the channel for what it would have done. */
    private static boolean runs(Approval approval) {
        return approval.open() || approval.state() == State.STARTED;
    }

    /** Returns what is told in the thread; empty if it is past. */
    static Optional<Rendered> news(Approval approval, News news) {
        return (switch (news) {
            case HALF_TIME -> Optional.of(reminder(approval)).filter(_ -> approval.state() == State.WAITING);
            case BREAK_GLASS -> Optional.of(everybody(approval) + " :rotating_light: *Break-glass*: " + Mrkdwn.user(approval.requester())
                    + " wants to deploy to " + Mrkdwn.code(approval.target()) + " now, and one of you is enough: "
                    + Mrkdwn.escape(Mrkdwn.cut(approval.reason(), 1000))
                    + "\n_Approve_ or _Reject_ it above; somebody else reviews it within "
                    + approval.policy().breakGlass().map(Mrkdwn::duration).orElse("a day") + ".");
            case AGREED -> Optional.of(involved(approval) + " " + standing(approval, State.APPROVED));
            case ENDED -> Optional.of(involved(approval) + " " + standing(approval));
            case REVIEW_DUE -> Optional.of(people(approval.reviewers()) + ": " + review(approval))
                    .filter(_ -> approval.review().filter(review -> !review.done()).isPresent());
            case REVIEWED -> Optional.of(involved(approval) + " " + review(approval));
        }).map(ApprovalMessage::words);
    }

    /** Returns how the review of what was started in an emergency stands; empty if none is wanted. */
    static String review(Approval approval) {
        return approval.review().map(review -> review.done()
                ? ":mag: *Reviewed* by " + review.by().map(Mrkdwn::user).orElse("nobody") + ": " + Mrkdwn.escape(review.findings())
                : ":mag: *To be reviewed* by " + date(review.due()) + ", by one of " + people(approval.reviewers())
                        + ": was the break-glass deploy to " + Mrkdwn.code(approval.target())
                        + " right? _Reviewed…_ under its request takes what you found.")
                .orElse("");
    }

    private static Rendered words(String text) {
        return new Rendered(text, List.of());
    }

    private static String reminder(Approval approval) {
        String missing = approval.approvers().stream().filter(id -> approval.votes().stream().noneMatch(vote -> vote.user().equals(id)))
                .sorted().map(Mrkdwn::user).collect(Collectors.joining(" "));
        return ":hourglass_flowing_sand: " + missing + ": half of the time is gone. " + Mrkdwn.user(approval.requester())
                + " still waits for " + needed(approval) + " to agree to the deploy to " + Mrkdwn.code(approval.target()) + ". It expires "
                + date(approval.expires()) + ".";
    }

    /** Returns who asked and who agreed; in an emergency everybody who could have. */
    private static String involved(Approval approval) {
        return approval.breakGlass()
                ? everybody(approval)
                : mentioned(Stream.concat(Stream.of(approval.requester()), approval.votes().stream().map(Vote::user)));
    }

    private static String everybody(Approval approval) {
        return mentioned(Stream.concat(Stream.of(approval.requester()), approval.approvers().stream().sorted()));
    }

    private static String mentioned(Stream<String> users) {
        return users.distinct().map(Mrkdwn::user)
                .collect(Collectors.joining(" "));
    }

    static String title(Approval approval) {
        String what = (approval.breakGlass() ? "break-glass, " : "") + "deploy UID2 operator " + approval.release() + " to "
                + approval.target();
        return switch (approval.state()) {
            case WAITING -> "Approval wanted: " + what;
            case APPROVED, STARTED -> "Approved: " + what;
            case REJECTED -> "Rejected: " + what;
            case WITHDRAWN -> "Withdrawn: " + what;
            case EXPIRED -> "Expired: " + what;
            case SUPERSEDED -> "Superseded: " + what;
            case CHANGED -> "Approved, but changed since: " + what;
            case BLOCKED -> "Approved, but not possible: " + what;
        };
    }

    /** Returns how it stands, in a sentence or two. */
    static String standing(Approval approval) {
        return standing(approval, approval.state());
    }

    private static String standing(Approval approval, State state) {
        String anew = " `/uid2 deploy " + Mrkdwn.escape(approval.target()) + " because …` asks again.";
        return switch (state) {
            case WAITING ->
                ":raised_hand: *Waiting for " + needed(approval) + "* of " + people(approval.approvers()) + given(approval) + ". Expires "
                        + date(approval.expires()) + ".";
            case APPROVED -> ":white_check_mark: *Approved* by " + voters(approval)
                    + ". It starts as soon as nothing stands in its way: `/uid2 why " + Mrkdwn.escape(approval.target())
                    + "` says what does.";
            case STARTED -> ":white_check_mark: *Approved* by " + voters(approval) + ", and started as " + Mrkdwn.code(approval.note())
                    + "." + (approval.review().isPresent() ? "\n" + review(approval) : "");
            case REJECTED -> ":no_entry: *Rejected* by " + by(approval) + ": " + Mrkdwn.escape(approval.note()) + "\nNothing was started."
                    + anew;
            case WITHDRAWN -> ":leftwards_arrow_with_hook: *Withdrawn* by " + by(approval) + ". Nothing was started.";
            case EXPIRED -> ":alarm_clock: *Expired* " + date(approval.expires()) + agreed(approval) + " Nothing was started." + anew;
            case SUPERSEDED -> ":fast_forward: *Superseded* by a newer request of " + by(approval) + " (" + Mrkdwn.code(approval.note())
                    + "). Decide about that one.";
            case CHANGED -> ":warning: Approved by " + voters(approval) + ", but *not started*: what would run now is not what was "
                    + "agreed to. Changed since: " + Mrkdwn.escape(Mrkdwn.cut(approval.note(), 800)) + "\nA new request asks for what it "
                    + "is now.";
            case BLOCKED -> ":warning: Approved by " + voters(approval) + ", but *not started*: "
                    + Mrkdwn.escape(Mrkdwn.cut(approval.note(), 1600)) + "\nOnce that is mended," + anew;
        };
    }

    /** Returns how far a request had come when it expired. */
    private static String agreed(Approval approval) {
        if (approval.votes().isEmpty()) {
            return ": nobody had agreed.";
        }
        return approval.note().isEmpty()
                ? ": only " + voters(approval) + " had agreed."
                : ": " + voters(approval) + " had agreed, but " + Mrkdwn.escape(approval.note()) + ": `/uid2 why "
                        + Mrkdwn.escape(approval.target()) + "` says what stands in the way.";
    }

    private static String given(Approval approval) {
        return approval.votes().isEmpty() ? "" : "; *" + approval.votes().size() + "* so far: " + voters(approval);
    }

    /** Returns {@code 2 people, one of them of @group}. */
    private static String needed(Approval approval) {
        int quorum = approval.policy().quorum();
        String groups = approval.policy().groups().stream().sorted().map(Mrkdwn::group)
                .collect(Collectors.joining(" and one of "));
        return (quorum == 1 ? "one person" : quorum + " people") + (groups.isEmpty() ? "" : " (one of " + groups + ")");
    }

    static String people(Collection<String> users) {
        return users.stream().sorted().map(Mrkdwn::user).limit(20).collect(Collectors.joining(", "));
    }

    private static String voters(Approval approval) {
        return approval.votes().stream().map(Vote::user).map(Mrkdwn::user).collect(Collectors.joining(", "));
    }

    private static String by(Approval approval) {
        return approval.by().map(Mrkdwn::user).orElse("nobody");
    }

    /** Everybody reads it in their own time zone. Source: Slack, "Formatting text", dates. */
    static String date(Instant instant) {
        return "<!date^" + instant.getEpochSecond() + "^{date_short_pretty} at {time}|"
                + instant.toString().substring(0, 16).replace('T', ' ')
                + " UTC>";
    }
}
