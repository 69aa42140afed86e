package org.uid2chatops.slack;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What {@code /uid2 help} says. */
final class HelpAnswer {

    private HelpAnswer() {
    }

    /** @param mayUse which words the person may use */
    static String of(Predicate<CommandWord> mayUse) {
        return "I deploy the UID2 Private Operator on Azure Kubernetes Service.\n"
                + Arrays.stream(CommandWord.values()).filter(mayUse).map(CommandWord::help).collect(Collectors.joining("\n"));
    }
}
