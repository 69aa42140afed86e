package org.uid2chatops.testing;

import java.util.Map;
import java.util.TreeMap;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import org.uid2chatops.config.Target;
import org.uid2chatops.config.Targets;
import org.uid2chatops.sandbox.Place;

/** A target's settings, read by production's own configuration code: the guide's values where a test says nothing. Immutable. */
public record TestTarget(String name, Map<String, String> settings) {

    public TestTarget {
        settings = Map.copyOf(settings);
    }

    /** Returns a target of that name in eastus; {@code prod…} is of the environment prod, everything else of integ. No approval is wanted. */
    public static TestTarget named(String name) {
        return new TestTarget(name,
                Map.of("environment", name.startsWith("prod") ? "prod" : "integ", "subscription-id", Place.SUBSCRIPTION, "location",
                        Place.LOCATION, "release", "release", "chart", "chart", "approval", "false"));
    }

    public static TestTarget integ() {
        return named("integ");
    }

    /** Returns these settings with one more, or with another value for one. */
    public TestTarget with(String setting, Object value) {
        var all = new TreeMap<>(settings);
        all.put(setting, value.toString());
        return new TestTarget(name, all);
    }

    /** Returns these settings with all of those. */
    public TestTarget with(Map<String, String> more) {
        var all = new TreeMap<>(settings);
        all.putAll(more);
        return new TestTarget(name, all);
    }

    /** Returns these settings less one. */
    public TestTarget without(String setting) {
        var all = new TreeMap<>(settings);
        all.remove(setting);
        return new TestTarget(name, all);
    }

    /** Returns the target, as a bot that starts with these settings has it; a mistake in them is an exception. */
    public Target read() {
        var environment = new MockEnvironment().withProperty("AZURE_FEDERATED_TOKEN_FILE", "token");
        settings.forEach((setting, value) -> environment.setProperty("uid2.targets." + name + "." + setting, value));
        try (var context = new AnnotationConfigApplicationContext()) {
            context.setEnvironment(environment);
            context.scan(Targets.class.getPackageName());
            context.refresh();
            return context.getBean(Targets.class).named(name).orElseThrow();
        }
    }
}
