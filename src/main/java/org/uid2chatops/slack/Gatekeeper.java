package org.uid2chatops.slack;

import java.util.function.Function;
import java.util.function.Supplier;

import org.uid2chatops.access.Access;
import org.uid2chatops.access.Role;
import org.uid2chatops.access.Verdict;
import org.uid2chatops.audit.Audit;
import org.uid2chatops.config.Target;
import org.uid2chatops.slack.Handled.Answered;

/** Lets a request through to those who may, and notes in the audit who asked for what and who was refused. Thread-safe. */
final class Gatekeeper {

    private final Access access;
    private final Audit audit;

    Gatekeeper(Access access, Audit audit) {
        this.access = access;
        this.audit = audit;
    }

    Handled ifAllowed(Request request, Target target, Supplier<Handled> handling) {
        return ifAllowed(request, target, handling, Answered::new);
    }

    /** @param unknown what comes of it if Slack does not say now whether the person may: given why, in words */
    Handled ifAllowed(Request request, Target target, Supplier<Handled> handling, Function<String, Handled> unknown) {
        Verdict verdict = verdict(request, target);
        if (verdict instanceof Verdict.Refused(String reason)) {
            refused(request, target, reason);
            return new Answered(reason);
        }
        if (verdict instanceof Verdict.Unknown(String reason)) {
            Handled handled = unknown.apply(reason);
            if (handled instanceof Answered) {
                refused(request, target, reason);
            }
            return handled;
        }
        if (request.verb().role() != Role.VIEWER) {
            audit.recordOnce(request.triggerId() + " at " + target.name(), target.name(), request.user(), "asked: " + request.verb().word(),
                    request.words().or(request::about).orElse(""), "");
        }
        return handling.get();
    }

    /** Notes that somebody was refused. */
    void refused(Request request, Target target, String why) {
        audit.recordOnce(request.triggerId() + " refused at " + target.name(), target.name(), request.user(),
                "refused: " + request.verb().word(), Mrkdwn.cut(why, 1000), "");
    }

    /** Notes that somebody asked about what does not exist. */
    void unknown(Request request) {
        audit.recordOnce(request.triggerId() + " unknown", Outsiders.NOWHERE, request.user(), "refused: " + request.verb().word(),
                "about " + Mrkdwn.cut(request.about().orElse("nothing"), 200), "");
    }

    /** Returns whether somebody is to be shown what a role allows at a target; what they do is looked at anew. */
    boolean shows(String user, Role role, Target target) {
        return access.shows(user, role, target);
    }

    private Verdict verdict(Request request, Target target) {
        Role role = request.verb().role();
        Verdict verdict = access.check(request.user(), role, target);
        return target.channel().filter(channel -> verdict instanceof Verdict.Allowed && role == Role.DEPLOYER
                && !channel.equals(request.channel()))
                .<Verdict>map(channel -> new Verdict.Refused(Mrkdwn.code(target.name()) + " takes that in "
                        + Mrkdwn.channel(channel) + " only, where everybody concerned sees it. Nothing was done."))
                .orElse(verdict);
    }
}
