package org.uid2chatops.slack;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import com.google.gson.JsonParseException;
import com.slack.api.Slack;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.springframework.stereotype.Component;

/** Slack's Web API, with every way in which a call can go wrong as a value. Thread-safe. */
@Component
class SlackApi {

    /** Slack's own troubles. Source: Slack, "chat.postMessage", errors common to every method. */
    private static final Set<String> PASSING = Set.of("ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable",
            "request_timeout", "team_added_to_org");

    private static final MediaType OCTETS = MediaType.get("application/octet-stream");
    /** The largest file is some 50 MB. */
    private static final Duration UPLOAD = Duration.ofMinutes(2);

    private final Slack slack;
    private final SlackProperties properties;

    SlackApi(Slack slack, SlackProperties properties) {
        this.slack = slack;
        this.properties = properties;
    }

    <T extends SlackApiTextResponse> Answer<T> call(Call<T> call) {
        try {
            String token = properties.botToken();
            T response = call.on(slack.methods(token == null ? "" : token));
            if (response.isOk()) {
                return new Answer.Ok<>(response);
            }
            String error = response.getError() == null ? "an error without a name" : response.getError();
            return PASSING.contains(error)
                    ? new Answer.Later<>(Optional.empty(), "Slack answered " + error, !error.startsWith("rate"))
                    : new Answer.Refused<>(error);
        } catch (SlackApiException e) {
            return refused(e);
        } catch (ConnectException | UnknownHostException e) {
            return new Answer.Later<>(Optional.empty(), "Slack cannot be reached (" + e.getMessage() + ")", false);
        } catch (IOException | JsonParseException e) {
            return new Answer.Later<>(Optional.empty(), "the connection to Slack broke (" + e.getMessage() + ")", true);
        }
    }

    /**
     * Sends a file to an address that Slack gave for it.
     *
     * @param url as secret as what it takes: it is neither logged nor told
     */
    Answer<Integer> send(String url, Path file) {
        var request = new Request.Builder().url(url).post(RequestBody.create(file.toFile(), OCTETS)).build();
        var http = slack.getHttpClient().getOkHttpClient().newBuilder().callTimeout(UPLOAD).build();
        try (Response response = http.newCall(request).execute()) {
            int status = response.code();
            if (response.isSuccessful()) {
                return new Answer.Ok<>(status);
            }
            return status == 429 || status >= 500
                    ? new Answer.Later<>(MethodWaits.asked(response), "Slack answered " + status + " to a file", false)
                    : new Answer.Refused<>("status " + status + " to the file");
        } catch (ConnectException | UnknownHostException e) {
            return new Answer.Later<>(Optional.empty(), "Slack cannot be reached (" + e.getMessage() + ")", false);
        } catch (IOException e) {
            return new Answer.Later<>(Optional.empty(), "the connection to Slack broke (" + e.getMessage() + ")", true);
        }
    }

    private static <T> Answer<T> refused(SlackApiException e) {
        int status = e.getResponse().code();
        if (status == 429) {
            return new Answer.Later<>(MethodWaits.asked(e.getResponse()), "Slack answered 429, too many requests", false);
        }
        return status >= 500
                ? new Answer.Later<>(MethodWaits.asked(e.getResponse()), "Slack answered " + status, true)
                : new Answer.Refused<>(
                        e.getError() != null && e.getError().getError() != null ? e.getError().getError() : "status " + status);
    }

    /** A call of one method. */
    @FunctionalInterface
    interface Call<T> {
        T on(MethodsClient methods) throws IOException, SlackApiException;
    }

    /** What a call came to. */
    sealed interface Answer<T> {

        record Ok<T>(T response) implements Answer<T> {
        }

        /** Trying again changes nothing by itself. */
        record Refused<T>(String error) implements Answer<T> {
        }

        /**
         * It may go well later.
         *
         * @param after a wait in real time that Slack asks for
         * @param perhapsDone whether Slack may have done it all the same
         */
        record Later<T>(Optional<Duration> after, String why, boolean perhapsDone) implements Answer<T> {
        }
    }
}
