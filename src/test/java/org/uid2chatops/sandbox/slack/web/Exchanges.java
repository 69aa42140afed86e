package org.uid2chatops.sandbox.slack.web;

import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;

import tools.jackson.databind.node.ObjectNode;

import org.uid2chatops.sandbox.Person;

/** Commands that still wait for the bot's first word to the person who typed them. Thread-safe. */
public final class Exchanges {

    private final Deque<Exchange> waiting = new ConcurrentLinkedDeque<>();

    /** One command, and the first answer to it. */
    public record Exchange(Person person, CompletableFuture<ObjectNode> response) {
    }

    public Exchange begin(Person person) {
        var exchange = new Exchange(person, new CompletableFuture<>());
        waiting.addLast(exchange);
        return exchange;
    }

    public void end(Exchange exchange) {
        waiting.remove(exchange);
    }

    /** The bot said something that only this person sees: it answers the oldest of their commands without an answer. */
    void heard(Person person, ObjectNode said) {
        Optional<Exchange> oldest = waiting.stream()
                .filter(exchange -> exchange.person() == person && !exchange.response().isDone()).findFirst();
        oldest.ifPresent(exchange -> exchange.response().complete(said));
    }
}
