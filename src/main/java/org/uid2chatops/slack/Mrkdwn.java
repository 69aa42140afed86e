package org.uid2chatops.slack;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Slack's markup. Source: Slack, "Formatting text for app surfaces": {@code & < >} are escaped, nothing else. */
final class Mrkdwn {

    private static final int MOST_QUOTED = 60;

    private Mrkdwn() {
    }

    /** Escapes text that is not ours. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Returns text that is not ours as code. */
    static String code(String text) {
        return "`" + escape(text) + "`";
    }

    /** Returns what somebody typed as code, cut to about 60 characters. */
    static String quote(String typed) {
        String plain = unescape(typed).replaceAll("[\\p{Cntrl}`\\s]+", " ").strip();
        return plain.isEmpty() ? "(nothing readable)" : code(cut(plain, MOST_QUOTED));
    }

    /** Cuts text to that many characters, never through one; an emoji counts as two, since Slack does not say how it counts. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }

    /** Slack escapes what people type into a command. */
    static String unescape(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    static String group(String id) {
        return "<!subteam^" + id + ">";
    }

    static String user(String id) {
        return "<@" + id + ">";
    }

    /** Returns where that is; a direct message cannot be mentioned. */
    static String channel(String id) {
        return id.startsWith("D") ? "our direct messages" : "<#" + id + ">";
    }

    /** Returns {@code 42 s}, {@code 13 min 20 s}, {@code 2 h 5 min}. */
    static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        return seconds / 3600 + " h" + (seconds % 3600 / 60 == 0 ? "" : " " + seconds % 3600 / 60 + " min");
    }

    /** Returns a duration as coarse as a person follows it, so that a message does not change every second. */
    static String roughly(Duration duration) {
        return duration.toMinutes() < 1 ? "less than a minute" : duration(duration.truncatedTo(ChronoUnit.MINUTES));
    }

    /** Returns {@code 1st}, {@code 2nd}, {@code 11th}. */
    static String ordinal(int number) {
        int tens = number % 100;
        String ending = tens >= 11 && tens <= 13 ? "th" : switch (number % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
        return number + ending;
    }

    /** Returns names as code, at most {@code most} of them. */
    static String codes(List<String> names, int most) {
        String shown = String.join(", ", names.stream().limit(most).map(Mrkdwn::code).toList());
        return names.size() <= most ? shown : shown + " and " + (names.size() - most) + " more (`/uid2 targets`)";
    }
}
