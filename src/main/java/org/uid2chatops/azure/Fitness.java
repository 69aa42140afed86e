package org.uid2chatops.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;

/**
 * Whether a resource that is only used is what the operator needs. What the operator does not need may be anything: the
 * bot neither changes such a resource nor wants it changed for any other reason.
 */
final class Fitness {

    private final List<Need> unmet = new ArrayList<>();

    /**
     * A field that is not as needed.
     *
     * @param remedy what a person does about it, a whole sentence
     */
    private record Need(String field, String found, String needed, String remedy) {
    }

    /** Notes a need, unless what was found fits it. */
    Fitness needs(String field, @Nullable Object found, String needed, boolean fits, String remedy) {
        if (!fits) {
            unmet.add(new Need(field, words(found), needed, remedy));
        }
        return this;
    }

    /** Notes the need to be in the target's location. */
    Fitness location(@Nullable String found, Target target) {
        String wanted = Arm.location(target.location());
        return needs("location", found, wanted, found != null && Arm.location(found).equals(wanted),
                "Set " + target.property("location") + " to the location of what is used, or name one in " + wanted + ".");
    }

    /**
     * Returns why it cannot be used, or empty if it can.
     *
     * @param noun {@code virtual network}
     * @param useProperty the setting below the target that names it
     */
    Optional<Cause> cause(String noun, String id, Target target, String useProperty) {
        if (unmet.isEmpty()) {
            return Optional.empty();
        }
        String all = unmet.stream().map(need -> need.field() + " is " + need.found() + ", needed is " + need.needed())
                .collect(Collectors.joining("; "));
        String remedies = unmet.stream().map(Need::remedy).distinct().collect(Collectors.joining(" "));
        return Optional.of(new Cause("UsedResourceUnfit", "The " + noun + " " + id + " is not as the operator needs it: " + all + ".",
                remedies + " The bot does not change what it only uses (" + target.property(useProperty) + ")."));
    }

    Optional<Cause> cause(ResourceKind kind, Target target) {
        return cause(kind.noun(), new ArmIds(target).of(kind), target, kind.useProperty());
    }

    /** Returns why it cannot be used: it is not there. */
    static Cause missing(String noun, String id, Target target, String useProperty) {
        return new Cause("UsedResourceMissing", "There is no " + noun + " " + id + ", which " + target.property(useProperty) + " names.",
                "Check the id (or that the bot may read there), put the right one into " + target.property(useProperty)
                        + ", or remove that setting and the bot makes one.");
    }

    private static String words(@Nullable Object value) {
        String text = Objects.toString(value, "");
        return text.isEmpty() ? "not set" : text;
    }
}
