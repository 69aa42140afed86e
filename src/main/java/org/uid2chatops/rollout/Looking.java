package org.uid2chatops.rollout;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A look, over all its tries: of a preflight, or of a step. What was answered once need not be asked again: not by another check, and not
 * after Azure refused the rest. Bound to the threads that look. Thread-safe.
 */
public final class Looking {

    private static final ScopedValue<Looking> CURRENT = ScopedValue.newInstance();

    private final Map<String, Object> answers = new ConcurrentHashMap<>();
    private final Map<String, Lock> asking = new ConcurrentHashMap<>();

    Looking() {
    }

    /** Returns the look that this thread is part of, or whose decision it carries out; empty outside of one. */
    public static Optional<Looking> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Returns what was remembered for that question. */
    public Optional<Object> answer(String question) {
        return Optional.ofNullable(answers.get(question));
    }

    public void remember(String question, Object answer) {
        answers.put(question, answer);
    }

    /** Returns the lock of a question: one asks, and the others wait for the answer. */
    public Lock asking(String question) {
        return asking.computeIfAbsent(question, _ -> new ReentrantLock());
    }

    /** Returns how many questions have an answer. */
    int answered() {
        return answers.size();
    }

    <T> T during(Callable<T> look) throws Exception {
        return ScopedValue.where(CURRENT, this).call(look::call);
    }
}
