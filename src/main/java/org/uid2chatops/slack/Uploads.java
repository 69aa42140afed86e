package org.uid2chatops.slack;

import java.nio.file.Path;
import java.util.List;

import com.slack.api.methods.request.files.FilesCompleteUploadExternalRequest.FileDetails;
import com.slack.api.methods.response.files.FilesGetUploadURLExternalResponse;
import org.springframework.stereotype.Component;

import org.uid2chatops.slack.SlackApi.Answer;

/** Brings files to Slack, which takes three calls; only the last one shows the file to anybody. Thread-safe. */
@Component
class Uploads {

    private final SlackApi slack;

    Uploads(SlackApi slack) {
        this.slack = slack;
    }

    /**
     * Uploads a file into a channel.
     *
     * @param comment what the message with the file says, as mrkdwn
     */
    Answer<?> upload(Path file, String name, String channel, String comment) {
        int length = Math.toIntExact(file.toFile().length());
        return switch (slack.call(methods -> methods.filesGetUploadURLExternal(request -> request.filename(name).length(length)))) {
            case Answer.Ok(var place) -> fill(place, file, name, channel, comment);
            case Answer.Later<?> later -> unseen(later);
            case Answer.Refused<?> refused -> refused;
        };
    }

    private Answer<?> fill(FilesGetUploadURLExternalResponse place, Path file, String name, String channel, String comment) {
        return switch (slack.send(place.getUploadUrl(), file)) {
            case Answer.Ok(_) -> slack.call(methods -> methods.filesCompleteUploadExternal(request -> request.channelId(channel)
                    .initialComment(comment).files(List.of(FileDetails.builder().id(place.getFileId()).title(name).build()))));
            case Answer.Later<?> later -> unseen(later);
            case Answer.Refused<?> refused -> refused;
        };
    }

    /** What was sent before the last call is nowhere to be seen, and Slack forgets it. */
    private static Answer<?> unseen(Answer.Later<?> later) {
        return new Answer.Later<>(later.after(), later.why(), false);
    }
}
