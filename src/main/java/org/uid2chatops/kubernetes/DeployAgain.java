package org.uid2chatops.kubernetes;

import org.uid2chatops.config.Target;

/** What a person does once the trouble is put right, in the words of the command that exists. */
final class DeployAgain {

    private DeployAgain() {
    }

    /** Returns a clause without its full stop. */
    static String on(Target target) {
        return "type `/uid2 deploy " + target.name() + "` again";
    }

    /** Returns a sentence that goes behind another, with the space before it. */
    static String then(Target target) {
        return " Then " + on(target) + ".";
    }
}
