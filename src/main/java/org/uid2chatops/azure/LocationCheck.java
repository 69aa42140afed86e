package org.uid2chatops.azure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.PreflightCheck;
import org.uid2chatops.rollout.PreflightFinding;
import org.uid2chatops.rollout.PreflightFinding.Blocker;

/** Whether UID2 and confidential containers are to be had in the target's location. The lists are data: see locations.json. */
@Component
final class LocationCheck implements PreflightCheck {

    private final Locations known = Locations.bundled();

    /**
     * What is known of locations, in their short form.
     *
     * @param confidential where confidential containers run on virtual nodes
     * @param excluded beginnings or names of those where UID2 does not support private operators, Europe's and China's
     */
    record Locations(String source, List<String> confidential, List<String> excluded) {
        static Locations bundled() {
            try (InputStream in = LocationCheck.class.getResourceAsStream("locations.json")) {
                return JsonMapper.builder().build().readValue(in, Locations.class);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public List<PreflightFinding> check(Target target) {
        String location = Arm.location(target.location());
        String property = target.property("location");
        List<String> usable = known.confidential().stream().filter(one -> !excluded(one)).toList();
        if (excluded(location)) {
            return List.of(new Blocker(new Cause("LocationNotSupported",
                    "UID2 does not support private operators on AKS in Europe and China, where " + location + " is.",
                    "Set " + property + " to one of " + String.join(", ", usable) + ".")));
        }
        if (!known.confidential().contains(location)) {
            var cause = new Cause("NoConfidentialContainers",
                    "Confidential containers on virtual nodes are not known to run in " + location + ".",
                    "Set " + property + " to one of " + String.join(", ", usable) + "; or, if Microsoft has added " + location
                            + " since, set " + target.property("accept-untested") + "=true.");
            return List.of(target.acceptUntested() ? new PreflightFinding.Warning(cause) : new Blocker(cause));
        }
        return List.of();
    }

    private boolean excluded(String location) {
        return known.excluded().stream().anyMatch(location::startsWith);
    }
}
