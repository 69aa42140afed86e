package org.uid2chatops.slack;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import org.uid2chatops.audit.Audit;
import org.uid2chatops.export.AuditExport;
import org.uid2chatops.export.ExportOrder;
import org.uid2chatops.export.Verification;
import org.uid2chatops.outbox.Courier.Result;
import org.uid2chatops.outbox.Outbox.Message;
import org.uid2chatops.slack.SlackApi.Answer;

/** Makes the files that people asked for, and brings each once to where it was asked for. */
@Component
class FilePosts {

    private static final Logger LOG = LoggerFactory.getLogger(FilePosts.class);

    private final AuditExport export;
    private final Audit audit;
    private final Uploads uploads;
    private final Post post;
    private final Replies replies;

    FilePosts(AuditExport export, Audit audit, Uploads uploads, Post post, Replies replies) {
        this.export = export;
        this.audit = audit;
        this.uploads = uploads;
        this.post = post;
        this.replies = replies;
    }

    /** @param again whether an earlier try may have brought it: it is looked for by its name */
    Result deliver(Message.File asked, boolean again) {
        ExportOrder order = ExportOrder.read(asked.order());
        var found = again ? post.findFile(asked.channel(), order.fileName()) : new Answer.Ok<>(Optional.<String>empty());
        if (found instanceof Answer.Later(var after, var why, _)) {
            return new Result.Failed(why, after, true);
        }
        if (found instanceof Answer.Ok(var ts) && ts.isPresent()) {
            return brought(asked, order);
        }
        return switch (upload(asked, order)) {
            case Answer.Ok(_) -> brought(asked, order);
            case Answer.Later(var after, var why, var perhaps) -> new Result.Failed(why, after, perhaps);
            case Answer.Refused(var error) when Refusals.ofToken(error) -> Refusals.of(error);
            case Answer.Refused(var error) -> refused(asked, order, error);
        };
    }

    private Answer<?> upload(Message.File asked, ExportOrder order) {
        try {
            Path file = Files.createTempFile("uid2-audit-", ".tmp");
            try (OutputStream out = Files.newOutputStream(file)) {
                Verification found = export.write(order, out);
                return uploads.upload(file, order.fileName(), asked.channel(), ExportComment.of(order, asked.user(), found));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a file of the audit to " + System.getProperty("java.io.tmpdir"), e);
        }
    }

    private Result brought(Message.File asked, ExportOrder order) {
        audit.recordOnce("exported " + asked.channel() + " " + order.fileName(), order.target(), asked.user(), "exported: audit",
                "since " + order.from() + " as " + order.format().word() + " into " + asked.channel() + ": " + order.fileName(), "");
        return new Result.Delivered();
    }

    private Result refused(Message.File asked, ExportOrder order, String error) {
        LOG.error("Slack does not take {} into {} ({}); {} is told, and it is dropped", order.fileName(), asked.channel(), error,
                asked.user());
        String again = " Then ask for it again: `/uid2 audit " + Mrkdwn.escape(order.target()) + " … as " + order.format().word() + "`.";
        String channel = Mrkdwn.channel(asked.channel());
        return replies.deliver(new Message.Reply(asked.user(), asked.channel(), "Your file `" + order.fileName() + "` did not get into "
                + channel + switch (error) {
                    case "missing_scope" -> ": Slack wants the scope `files:write` for it. Whoever installed me updates the app from "
                            + "`manifest.yml` and installs it again." + again;
                    case String closed when Refusals.closed(closed) -> ", since I may not post there (" + Mrkdwn.code(closed)
                            + "). Invite me with `/invite` there, or type the command in our direct messages." + again;
                    default -> ": Slack refuses it (" + Mrkdwn.code(error) + "). Whoever runs the workspace can say why." + again;
                }));
    }
}
