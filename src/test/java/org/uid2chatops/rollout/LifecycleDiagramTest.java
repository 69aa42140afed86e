package org.uid2chatops.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The picture in the documentation is the machine's. To draw it anew: {@code mvn test -Dtest=LifecycleDiagramTest -Ddocs.write=true}. */
class LifecycleDiagramTest {

    private static final Path PAGE = Path.of("docs/lifecycle.md");

    @Test
    void the_page_shows_the_machine_as_it_is() throws IOException {
        String page = """
                # The lifecycle of a rollout

                Generated from the machine's definition (`Lifecycle`, version %d); a test fails when it is stale.
                To draw it anew: `mvn test -Dtest=LifecycleDiagramTest -Ddocs.write=true`.

                An arrow without a word is the completion of the step it leaves. The root has two regions: the work, and
                below it whether the work may go on.

                ```mermaid
                %s```
                """.formatted(Lifecycle.VERSION, LifecycleDiagram.of(Lifecycle.machine()));
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }
}
