package org.uid2chatops.slack;

import java.util.List;

import org.uid2chatops.rollout.Cause;
import org.uid2chatops.rollout.PreflightReport;

/** What a preflight found, as people read it: a line each, with what to do. */
final class Findings {

    /** More than this nobody reads, and the first ones tell enough. */
    private static final int MOST_CHARACTERS = 9000;
    private static final int LONGEST_PART = 600;
    /** Of a finding that would not fit into one section otherwise, since escaping makes five characters of one. */
    private static final int SHORTEST_PART = 250;
    private static final int LONGEST_LINE = 2700;

    private Findings() {
    }

    /** Returns the causes as lines; those that would be too many are counted. */
    static String lines(List<Cause> causes) {
        var text = new StringBuilder();
        for (int shown = 0; shown < causes.size(); shown++) {
            String line = line(causes.get(shown));
            if (text.length() + line.length() > MOST_CHARACTERS) {
                return text.append("\n…and ").append(causes.size() - shown).append(" more").toString();
            }
            text.append(line);
        }
        return text.toString();
    }

    /** Returns what is worth knowing though nothing stands in the way; empty if there is nothing. */
    static String warnings(List<Cause> warnings) {
        return warnings.isEmpty() ? "" : "\n*Worth knowing:*" + lines(warnings);
    }

    /** Returns everything under its own heading: what stands in the way, what is worth knowing, what could not be looked at. */
    static String all(PreflightReport found) {
        String blockers = found.blockers().isEmpty() ? "" : "\n*In the way:*" + lines(found.blockers());
        return blockers + warnings(found.warnings()) + unanswered(found);
    }

    /** Returns what keeps a rollout from going well, in full; what is to be pressed or typed then is what it answers. */
    static String toFix(PreflightReport found) {
        int mistakes = found.blockers().size();
        return (mistakes == 1 ? "To fix:" : "To fix, all " + mistakes + ":") + lines(found.blockers()) + warnings(found.warnings())
                + unanswered(found) + "\nThen ask again.";
    }

    private static String unanswered(PreflightReport found) {
        return found.unanswered().isEmpty() ? "" : "\n*Could not be looked at:*" + lines(found.unanswered());
    }

    private static String line(Cause cause) {
        String line = line(cause, LONGEST_PART);
        return line.length() > LONGEST_LINE ? line(cause, SHORTEST_PART) : line;
    }

    private static String line(Cause cause, int most) {
        return "\n• " + CauseWords.all(cause, most);
    }
}
