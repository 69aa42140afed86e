package org.uid2chatops.config;

import java.util.List;
import java.util.Optional;

/** The targets of this bot, in the order of the configuration. Immutable. */
public record Targets(List<Target> all) {

    public Targets {
        all = List.copyOf(all);
    }

    /** Returns the target of that name, compared without case. */
    public Optional<Target> named(String name) {
        return all.stream().filter(target -> target.name().equalsIgnoreCase(name)).findFirst();
    }

    /** Returns every target's name. */
    public List<String> names() {
        return all.stream().map(Target::name).toList();
    }
}
