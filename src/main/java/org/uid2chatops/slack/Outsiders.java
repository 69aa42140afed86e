package org.uid2chatops.slack;

import java.util.concurrent.ExecutorService;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import org.uid2chatops.audit.Audit;
import org.uid2chatops.scheduling.Threads;

/**
 * What came over the socket and is nobody's to ask: from another workspace, of a button that was never offered. It is noted in the audit,
 * beside the acknowledgement, under {@link #NOWHERE}. Thread-safe.
 */
@Component
class Outsiders {

    /** In place of a target's name. */
    static final String NOWHERE = "-";
    static final String OTHER_WORKSPACE = "I serve one workspace, and you are in another. Nothing was done.";
    private static final Logger LOG = LoggerFactory.getLogger(Outsiders.class);

    private final Audit audit;
    private final ExecutorService noting = Threads.perTask("outsider");

    Outsiders(Audit audit) {
        this.audit = audit;
    }

    void note(@Nullable String user, String what, @Nullable String detail) {
        LOG.warn("Refused, from {}: {} ({})", user, what, detail);
        noting.execute(() -> {
            try {
                audit.record(NOWHERE, Mrkdwn.cut(String.valueOf(user), 60), "refused: " + what, Mrkdwn.cut(String.valueOf(detail), 200),
                        "");
            } catch (RuntimeException away) {
                LOG.error("What was refused could not be noted in the audit", away);
            }
        });
    }
}
