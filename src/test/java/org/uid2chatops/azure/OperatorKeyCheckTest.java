package org.uid2chatops.azure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.PreflightFinding;

import static org.assertj.core.api.Assertions.assertThat;

class OperatorKeyCheckTest {

    @TempDir
    Path directory;
    private final OperatorKeyCheck keys = new OperatorKeyCheck();

    @ParameterizedTest
    @ValueSource(strings = {"UID2-O-I-123-abc.def", "EUID-O-I-1-x\n", "an-older-key-without-that-shape"})
    void a_key_of_the_environment_and_an_older_one_pass(String key) throws IOException {
        assertThat(keys.check(target(Files.writeString(directory.resolve("key"), key)))).isEmpty();
    }

    @Test
    void a_key_in_the_vault_is_not_looked_for() {
        assertThat(keys.check(Integ.target())).isEmpty();
    }

    @Test
    void a_key_of_the_other_environment_is_refused_without_being_shown() throws IOException {
        var mistakes = keys.check(target(Files.writeString(directory.resolve("key"), "UID2-O-P-123-verysecret")));
        assertThat(mistakes).singleElement().extracting(PreflightFinding::cause).satisfies(cause -> {
            assertThat(cause.what()).contains("uid2.targets.integ.operator-key-file").contains("letter P").contains("integ carries I");
            assertThat(cause.toString()).doesNotContain("verysecret");
        });
    }

    @Test
    void a_missing_an_empty_and_an_unreadable_file_are_named() throws IOException {
        Path missing = directory.resolve("missing");
        Path empty = Files.writeString(directory.resolve("empty"), " \n");
        Path binary = Files.write(directory.resolve("binary"), new byte[]{(byte) 0xff, (byte) 0xfe, 0});
        assertThat(what(missing)).contains("uid2.targets.integ.operator-key-file names " + missing + ", which does not exist");
        assertThat(what(empty)).contains(empty + ", which is empty");
        assertThat(what(binary)).contains(binary + ", which cannot be read as text");
        assertThat(what(directory)).contains(directory + ", which cannot be read as text");
    }

    private String what(Path file) {
        return keys.check(target(file)).getFirst().cause().what();
    }

    private static Target target(Path key) {
        return Integ.settings().with("operator-key-file", key).read();
    }
}
