package org.uid2chatops.sandbox.slack.say;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.uid2chatops.sandbox.slack.workspace.Directory;
import org.uid2chatops.sandbox.slack.workspace.Ids;
import org.uid2chatops.sandbox.slack.workspace.Json;

/** Slack's markup as plain text: mentions by name, links as words with their address, emoji as characters. */
final class Mrkdwn {

    private static final Pattern LINK = Pattern.compile("<([^<>|\\n]+)(?:\\|([^<>\\n]*))?>");
    private static final Pattern EMOJI = Pattern.compile(":([a-z0-9_+-]+):");
    private static final Pattern BOLD = Pattern.compile("(?<![\\w*])\\*(\\S(?:[^*\\n]*\\S)?)\\*(?![\\w*])");
    private static final Pattern ITALIC = Pattern.compile("(?<![\\w_])_(\\S(?:[^_\\n]*\\S)?)_(?![\\w_])");
    private static final Map<String, String> CHARACTERS = characters();

    private Mrkdwn() {
    }

    static String plain(String mrkdwn) {
        String text = LINK.matcher(mrkdwn).replaceAll(match -> java.util.regex.Matcher.quoteReplacement(link(match)));
        text = EMOJI.matcher(text).replaceAll(match -> java.util.regex.Matcher.quoteReplacement(emoji(match.group())));
        text = BOLD.matcher(text).replaceAll("$1");
        text = ITALIC.matcher(text).replaceAll("$1");
        return text.replace("```", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    /** Returns the character of {@code :name:}, or the name as it is if it has none. */
    static String emoji(String shortcode) {
        return CHARACTERS.getOrDefault(shortcode.substring(1, shortcode.length() - 1), shortcode);
    }

    private static String link(MatchResult match) {
        String target = match.group(1);
        String label = match.group(2) == null ? "" : match.group(2);
        if (target.startsWith("@")) {
            String id = target.substring(1);
            return "@" + (id.equals(Ids.BOT_USER) ? Ids.BOT_NAME : Directory.personWithId(id).map(person -> person.handle()).orElse(id));
        }
        if (target.startsWith("#")) {
            return "#" + Directory.channel(target.substring(1)).map(channel -> channel.name()).orElse(target.substring(1));
        }
        if (target.startsWith("!subteam^")) {
            String id = target.substring("!subteam^".length());
            return "@"
                    + Directory.GROUPS.stream().filter(group -> group.id().equals(id)).map(Directory.Group::handle).findFirst().orElse(id);
        }
        if (target.startsWith("!")) {
            return label.isEmpty() ? "@" + target.substring(1) : label;
        }
        return label.isEmpty() || label.equals(target) ? target : label + " (" + target + ")";
    }

    private static Map<String, String> characters() {
        try (InputStream in = Mrkdwn.class.getResourceAsStream("/sandbox/page/emoji.json")) {
            if (in == null) {
                throw new IllegalStateException("the page's emoji.json is missing");
            }
            var characters = new LinkedHashMap<String, String>();
            Json.MAPPER.readTree(in).properties().forEach(field -> characters.put(field.getKey(), field.getValue().asString("")));
            return characters;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
