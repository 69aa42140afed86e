package org.uid2chatops.sandbox.slack.say;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.uid2chatops.sandbox.Person;
import org.uid2chatops.sandbox.slack.workspace.Ids;

/** One line of {@code --sandbox.say}. */
sealed interface Line {

    Person speaker();

    /**
     * Types a command.
     *
     * @param text what follows {@code /uid2}
     * @param now whether it is typed even while something runs
     */
    record Type(Person speaker, String text, boolean now) implements Line {
    }

    /** Presses the newest button with that label. */
    record Press(Person speaker, String label) implements Line {
    }

    /** Reads a line. @throws IllegalArgumentException with what a line may be */
    static Line of(String line) {
        String rest = line.strip();
        Person speaker = Person.ALEX;
        boolean now = false;
        while (true) {
            Matcher name = Pattern.compile("@(\\w+):\\s*(.*)", Pattern.DOTALL).matcher(rest);
            if (name.matches()) {
                speaker = Person.named(name.group(1)).orElseThrow(() -> new IllegalArgumentException("there is nobody called '"
                        + name.group(1) + "'; there are: " + Arrays.stream(Person.values()).map(Person::handle).toList()));
                rest = name.group(2);
            } else if (rest.startsWith("now:")) {
                now = true;
                rest = rest.substring("now:".length()).strip();
            } else {
                break;
            }
        }
        if (rest.startsWith("click:")) {
            return new Press(speaker, rest.substring("click:".length()).strip());
        }
        if (rest.equals(Ids.COMMAND) || rest.startsWith(Ids.COMMAND + " ")) {
            return new Type(speaker, rest.substring(Ids.COMMAND.length()).strip(), now);
        }
        throw new IllegalArgumentException("'" + line + "' cannot be said; a line is '" + Ids.COMMAND
                + " …' or 'click: LABEL', after '@name: ' for somebody else than alex, and 'now: ' not to wait until nothing runs");
    }
}
