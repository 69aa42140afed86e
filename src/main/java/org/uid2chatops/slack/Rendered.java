package org.uid2chatops.slack;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.Blocks;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.BlockCompositions;
import com.slack.api.util.json.GsonFactory;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A message as Slack takes it.
 *
 * @param text what notifications and screen readers read
 * @param blocks what people see; empty if the text is all
 */
record Rendered(String text, List<LayoutBlock> blocks) {

    /** Source: Slack, Block Kit: a section 3000, a header 150, a context element 2000; a message's text 4000, 50 blocks. */
    private static final int SECTION = 2900;
    private static final int HEADER = 150;
    private static final int CONTEXT = 1900;
    private static final int TEXT = 3900;
    private static final int BLOCKS = 50;
    /** Of all sections: Slack refuses more than about 13,200 characters in one message ({@code msg_blocks_too_long}). */
    private static final int ALL = 11_000;
    private static final int PAGE = 11_000;

    Rendered {
        text = Mrkdwn.cut(text, TEXT);
        blocks = fitting(blocks);
    }

    /** Returns the blocks without the sections that would be too much for one message. Buttons stand last, and stay. */
    private static List<LayoutBlock> fitting(List<LayoutBlock> blocks) {
        var fitting = new ArrayList<LayoutBlock>();
        int length = 0;
        boolean cut = false;
        for (LayoutBlock block : blocks) {
            int more = block instanceof SectionBlock section && section.getText() != null ? section.getText().getText().length() : 0;
            if (more > 0 && (cut || length + more > ALL)) {
                if (!cut) {
                    fitting.add(section("…"));
                }
                cut = true;
            } else {
                fitting.add(block);
                length += more;
            }
        }
        return fitting.stream().limit(BLOCKS).toList();
    }

    static LayoutBlock header(String plain) {
        return Blocks.header(header -> header.text(BlockCompositions.plainText(Mrkdwn.cut(plain, HEADER), true)));
    }

    static LayoutBlock context(String mrkdwn) {
        return Blocks.context(List.of(BlockCompositions.markdownText(Mrkdwn.cut(mrkdwn, CONTEXT))));
    }

    /** Returns the lines as sections, as few as Slack's limit allows. */
    static List<LayoutBlock> sections(List<String> lines) {
        var blocks = new ArrayList<LayoutBlock>();
        var text = new StringBuilder();
        for (String line : lines) {
            String whole = Mrkdwn.cut(line, SECTION);
            if (!text.isEmpty() && text.length() + whole.length() + 1 > SECTION) {
                blocks.add(section(text.toString()));
                text.setLength(0);
            }
            text.append(text.isEmpty() ? "" : "\n").append(whole);
        }
        if (!text.isEmpty()) {
            blocks.add(section(text.toString()));
        }
        return blocks;
    }

    /** Returns an answer: text alone where that is enough, sections where it is long. */
    static Rendered answer(String text) {
        return new Rendered(text, text.length() <= SECTION ? List.of() : sections(text.lines().toList()));
    }

    /** Returns a text as messages, as few as fit: the blocks of one have about 13,000 characters in all. */
    static List<String> pages(String text) {
        var pages = new ArrayList<String>();
        var page = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            if (!page.isEmpty() && page.length() + line.length() + 1 > PAGE) {
                pages.add(page.toString());
                page.setLength(0);
            }
            page.append(page.isEmpty() ? "" : "\n").append(Mrkdwn.cut(line, SECTION));
        }
        pages.add(page.toString());
        return pages;
    }

    private static LayoutBlock section(String mrkdwn) {
        return Blocks.section(section -> section.text(BlockCompositions.markdownText(mrkdwn)));
    }

    /** Returns a digest of all that people would see. */
    String digest() {
        String all = text + "\n" + GsonFactory.createSnakeCase().toJson(blocks);
        return DigestUtils.sha256Hex(all);
    }
}
