package org.uid2chatops.slack;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** What {@code /uid2 help} says. */
final class HelpAnswer {

    private HelpAnswer() {
    }

    /** @param mayUse which words the person may use */
    static String of(Predicate<CommandWord> mayUse) {
        return "I deploy the UID2 Private Operator on Azure Kubernetes Service.\n"
                + String.join("\n", lines(mayUse));
    }

    static List<String> lines(Predicate<CommandWord> mayUse) {
        return Arrays.stream(CommandWord.values()).filter(mayUse).map(CommandWord::help).toList();
    }
}
