package org.uid2chatops.azure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.Decision.Change;

/** What differs between a resource as it is and as the target wants it; only fields that the guide or the target set are compared. */
final class Comparison {

    private final List<Change> fixed = new ArrayList<>();
    private final List<String> ways = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    /** Compares a field that Azure does not let anybody change. Case does not count: Azure answers in its own. */
    Comparison fixed(String field, @Nullable Object found, Object wanted) {
        return compare(fixed, field, found, wanted);
    }

    /** As {@link #fixed(String, Object, Object)}, for what a property of the target says. */
    Comparison fixed(String field, @Nullable Object found, Object wanted, String property) {
        compare(fixed, field, found, wanted);
        if (found != null && !same(found, wanted)) {
            ways.add(property + "=" + found);
        }
        return this;
    }

    /** Compares a field that one request can change. */
    Comparison changeable(String field, @Nullable Object found, Object wanted) {
        return compare(changes, field, found, wanted);
    }

    /** Compares a location, which nobody can change. */
    Comparison location(@Nullable String found, Target target) {
        return fixed("location", found == null ? null : Arm.location(found), Arm.location(target.location()), "location");
    }

    /** Compares the target's tags; those that others put there are left alone. */
    Comparison tags(@Nullable Map<String, String> found, Target target) {
        Map<String, String> live = found == null ? Map.of() : found;
        target.tags().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(tag -> {
            String value = live.entrySet().stream().filter(one -> one.getKey().equalsIgnoreCase(tag.getKey())).map(Map.Entry::getValue)
                    .findFirst().orElse(null);
            if (!tag.getValue().equals(value)) {
                changes.add(new Change("tag " + tag.getKey(), words(value), tag.getValue()));
            }
        });
        return this;
    }

    /** Returns the tags of a resource with the target's put over them. */
    static Map<String, String> withTags(@Nullable Map<String, String> found, Target target) {
        var all = new LinkedHashMap<String, String>();
        if (found != null) {
            found.forEach((name, value) -> {
                if (target.tags().keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                    all.put(name, value);
                }
            });
        }
        target.tags().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(tag -> all.put(tag.getKey(), tag.getValue()));
        return all;
    }

    boolean impossible() {
        return !fixed.isEmpty();
    }

    /** Returns how many of the differences nobody can change. */
    int impossibilities() {
        return fixed.size();
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }

    /**
     * Returns why a person has to decide. It never tells anybody to delete what is there: others may need it.
     *
     * @param property of the target that names the resource
     */
    Cause cause(String noun, Target target, String property) {
        String all = fixed.stream().map(one -> one.field() + " is " + one.from() + ", wanted " + one.to())
                .collect(Collectors.joining("; "));
        String another = target.property(property) + " to another name.";
        String keep = ways.size() < fixed.size()
                ? ""
                : "Set " + ways.stream().map(target::property).collect(Collectors.joining(" and ")) + " to keep what is there; or set "
                        + another;
        return new Cause("CannotBeChanged", "The " + noun + " exists, but Azure cannot change it into what is wanted: " + all + ".",
                keep.isEmpty() ? "Set " + another : keep);
    }

    private Comparison compare(List<Change> into, String field, @Nullable Object found, Object wanted) {
        if (found == null || !same(found, wanted)) {
            into.add(new Change(field, words(found), wanted.toString()));
        }
        return this;
    }

    private static boolean same(Object found, Object wanted) {
        return found.toString().equalsIgnoreCase(wanted.toString());
    }

    private static String words(@Nullable Object value) {
        return Objects.toString(value, "not set");
    }
}
