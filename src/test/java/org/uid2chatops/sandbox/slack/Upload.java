package org.uid2chatops.sandbox.slack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Attributes;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.control.ControlApi;
import org.uid2chatops.sandbox.net.Answer;
import org.uid2chatops.sandbox.net.Call;
import org.uid2chatops.sandbox.slack.workspace.Files;
import org.uid2chatops.sandbox.slack.workspace.Json;

/** Takes a file that a person uploads as a form. */
record Upload(Files files) {

    private static final int MOST_BYTES = 10 * 1024 * 1024;

    /** @throws IllegalArgumentException if it is no form with {@code user} and {@code file} */
    Answer take(Call call) throws IOException {
        String type = call.header("Content-Type").filter(given -> given.startsWith("multipart/form-data"))
                .orElseThrow(() -> new IllegalArgumentException("the body must be multipart/form-data with 'user' and 'file'"));
        var config = new MultiPartConfig.Builder().maxSize(MOST_BYTES).maxPartSize(MOST_BYTES).maxMemoryPartSize(MOST_BYTES)
                .location(System.getProperty("java.io.tmpdir")).build();
        try (var parts = MultiPartFormData.getParts(Content.Source.from(new ByteArrayInputStream(call.body())), new Attributes.Mapped(),
                type,
                config)) {
            MultiPart.Part user = parts.getFirst("user");
            MultiPart.Part file = parts.getFirst("file");
            if (user == null || file == null) {
                throw new IllegalArgumentException("the form needs 'user' and 'file'");
            }
            Person person = Body.person(user.getContentAsString(StandardCharsets.UTF_8));
            String name = file.getFileName() == null ? "file" : file.getFileName();
            byte[] content = Content.Source.asInputStream(file.getContentSource()).readAllBytes();
            return ControlApi.ok(Json.object().put("id", files.add(name, person.id(), content).id()));
        }
    }
}
