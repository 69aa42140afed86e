package org.uid2chatops.slack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import com.slack.api.model.view.Views;

import org.uid2chatops.config.Target;

/**
 * Somebody's Home as Slack takes it: who they are, what they can decide, how their targets are doing, what they can type.
 *
 * @param certain whether it rests on all that is to be known; else it is to be rendered again
 */
record HomeView(List<LayoutBlock> blocks, boolean certain) {

    /** Source: Slack, "Views": a Home has at most 100 blocks. */
    private static final int MOST_BLOCKS = 100;
    /** What the blocks around the targets take at most: titles, roles, how to deploy, the commands, when. */
    private static final int AROUND = 14;
    /** Targets in which there is nothing to decide are lines in so many sections at most. */
    private static final int MOST_SECTIONS = 12;
    private static final int MOST_NAMED = 8;

    /** @param why nothing is shown, and whom to ask */
    static HomeView closed(String why, boolean certain) {
        return new HomeView(Rendered.sections(List.of(why)), certain);
    }

    /** @param seen the targets that the person may see; not empty */
    static HomeView of(String user, List<HomeTarget> seen, boolean certain, Instant now) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.addAll(Rendered.sections(List.of("You are " + Mrkdwn.user(user) + ", " + roles(seen) + ".")));
        if (!certain) {
            blocks.add(Rendered.context("Slack does not say now who is in some user groups: you may be shown less than you may do. I look "
                    + "again in a moment."));
        }
        targets(blocks, user, seen, now);
        blocks.add(Rendered.header("What you can type"));
        blocks.addAll(Rendered.sections(whereToDeploy(seen)));
        blocks.addAll(Rendered.sections(HelpAnswer.lines(word -> seen.stream()
                .anyMatch(one -> word.fits(one.target()) && one.roles().contains(word.role())))));
        blocks.add(
                Rendered.context("As of " + ApprovalMessage.date(now) + ". It changes by itself when something starts, ends or is decided; "
                        + "for all else open it again."));
        return new HomeView(blocks, certain);
    }

    View view() {
        return Views.view(view -> view.type("home").blocks(blocks));
    }

    /** Those in which the person can decide something come first, so that they are the last to be left out. */
    private static void targets(List<LayoutBlock> blocks, String user, List<HomeTarget> seen, Instant now) {
        var decidable = new ArrayList<LayoutBlock>();
        var lines = new ArrayList<String>();
        int left = 0;
        for (HomeTarget one : seen) {
            List<LayoutBlock> buttons = one.buttons(user);
            var more = buttons.isEmpty() ? lines : new ArrayList<String>();
            List<String> own = one.lines(user, now);
            more.addAll(own);
            List<LayoutBlock> sections = Rendered.sections(more);
            if (!buttons.isEmpty() && decidable.size() + sections.size() + buttons.size() <= MOST_BLOCKS - AROUND - MOST_SECTIONS) {
                decidable.addAll(sections);
                decidable.addAll(buttons);
            } else if (!buttons.isEmpty() || sections.size() > MOST_SECTIONS) {
                more.subList(more.size() - own.size(), more.size()).clear();
                left++;
            }
        }
        if (!decidable.isEmpty()) {
            blocks.add(Rendered.header("You can decide"));
            blocks.addAll(decidable);
        }
        if (!lines.isEmpty()) {
            blocks.add(Rendered.header(decidable.isEmpty() ? "Targets" : "Other targets"));
            blocks.addAll(Rendered.sections(lines));
        }
        if (left > 0) {
            blocks.add(Rendered.context("… and " + left + " more: `/uid2 targets`"));
        }
    }

    private static String roles(List<HomeTarget> seen) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        seen.forEach(one -> names.computeIfAbsent(one.role(), _ -> new ArrayList<>()).add(one.target().name()));
        return names.entrySet().stream().map(role -> role.getKey() + " at " + named(role.getValue(), seen))
                .collect(Collectors.joining(", "));
    }

    /** There is no button that deploys: what a deploy tells belongs in a channel, where others follow it. */
    private static List<String> whereToDeploy(List<HomeTarget> seen) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        seen.stream().filter(HomeTarget::deploys).map(HomeTarget::target)
                .forEach(target -> names.computeIfAbsent(where(target), _ -> new ArrayList<>()).add(target.name()));
        return names.isEmpty()
                ? List.of()
                : List.of("To deploy, type `/uid2 deploy TARGET`: " + names.entrySet().stream()
                        .map(place -> named(place.getValue(), seen) + " " + place.getKey()).collect(Collectors.joining("; ")) + ".");
    }

    /** Returns names as code; of many, if that is all that are seen, how many. */
    private static String named(List<String> names, List<HomeTarget> seen) {
        return names.size() > MOST_NAMED && names.size() == seen.size()
                ? "all " + names.size() + " targets"
                : Mrkdwn.codes(names, MOST_NAMED);
    }

    private static String where(Target target) {
        return target.channel().map(channel -> "in " + Mrkdwn.channel(channel)).orElse("in any channel that I am in");
    }
}
