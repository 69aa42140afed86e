package org.uid2chatops.kubernetes;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;

/** The warnings that a cluster has recorded about one object, oldest first. */
record Warnings(List<Event> events) {

    static Warnings of(KubernetesClient client, String namespace, String kind, String name) {
        var events = client.v1().events().inNamespace(namespace).withField("involvedObject.kind", kind)
                .withField("involvedObject.name", name).list().getItems().stream()
                .filter(event -> "Warning".equals(event.getType()) && name.equals(event.getInvolvedObject().getName()))
                .sorted(Comparator.comparing(Warnings::time)).toList();
        return new Warnings(events);
    }

    /** Returns what the newest one says, fit to be shown. */
    Optional<String> newest() {
        return events.isEmpty() ? Optional.empty() : Optional.of(shown(events.getLast()));
    }

    static String shown(Event event) {
        return Masked.text(event.getReason() + ": " + event.getMessage());
    }

    /** Returns when it was last seen, in the API's form, which sorts as text; empty if it does not say. */
    static String time(Event event) {
        if (event.getLastTimestamp() != null) {
            return event.getLastTimestamp();
        }
        return event.getEventTime() == null ? "" : String.valueOf(event.getEventTime().getTime());
    }
}
