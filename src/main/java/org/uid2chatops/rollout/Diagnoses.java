package org.uid2chatops.rollout;

import java.util.List;

import org.apache.commons.lang3.exception.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import org.uid2chatops.rollout.Diagnosis.Finding;

/** Every neighbour's reading of a failure, and what is said of one that nobody knows. Thread-safe. */
@Component
class Diagnoses {

    private static final Logger LOG = LoggerFactory.getLogger(Diagnoses.class);

    private final List<Diagnosis> neighbours;

    Diagnoses(List<Diagnosis> neighbours) {
        this.neighbours = neighbours;
    }

    /**
     * Returns what the failure means.
     *
     * @param during what was being done, for the log and for the maintainers
     * @throws IllegalStateException if the process is being stopped, which is no failure of what was being done
     */
    Finding of(Exception failure, String during) {
        if (interrupted(failure) || stopping()) {
            throw new IllegalStateException("the process is being stopped", failure);
        }
        return neighbours.stream().flatMap(neighbour -> neighbour.of(failure).stream()).findFirst().orElseGet(() -> {
            LOG.error("{}: not understood", during, failure);
            return new Finding.Permanent(new Cause("Unexpected", "The bot met an error that it does not know.",
                    "Try again; if it stays, send the bot's log of this minute (" + during + ") to its maintainers."));
        });
    }

    /** What breaks while the JVM ends (a library that cannot be loaded any more) is no failure of what was being done either. */
    private static boolean stopping() {
        var probe = new Thread(() -> {
        });
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException inProgress) {
            return true;
        }
    }

    private static boolean interrupted(Exception failure) {
        return Thread.currentThread().isInterrupted() || ExceptionUtils.indexOfType(failure, InterruptedException.class) >= 0;
    }
}
