package org.uid2chatops.sandbox.slack.web;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which fields each block, element and object of Block Kit has, and where it may stand. Source: Slack's Block Kit reference. */
final class Shapes {

    static final Map<String, Set<String>> BLOCKS = Map.ofEntries(block("section", "text fields accessory expand"),
            block("header", "text level"), block("divider", ""), block("context", "elements"), block("actions", "elements"),
            block("image", "image_url slack_file alt_text title"), block("input", "label element dispatch_action hint optional"),
            block("rich_text", "elements"), block("file", "external_id source"),
            block("video", "alt_text author_name description provider_icon_url provider_name title title_url thumbnail_url video_url"),
            block("markdown", "text"), block("table", "rows column_settings"), block("plan", "title tasks"),
            block("task_card", "task_id title status details output sources"), block("context_actions", "elements"));
    static final Set<String> TASK = words("type block_id task_id title status details output sources");
    private static final String PICKED = "action_id confirm focus_on_load placeholder ";
    private static final String SEVERAL = PICKED + "max_selected_items ";
    private static final String TYPED = "action_id dispatch_action_config focus_on_load initial_value placeholder ";
    static final Map<String, Set<String>> ELEMENTS = Map.ofEntries(
            element("button", "text action_id url value style confirm accessibility_label"),
            element("workflow_button", "text workflow action_id style accessibility_label"),
            element("checkboxes", "action_id options initial_options confirm focus_on_load"),
            element("radio_buttons", "action_id options initial_option confirm focus_on_load"),
            element("overflow", "action_id options confirm"), element("static_select", PICKED + "options option_groups initial_option"),
            element("multi_static_select", SEVERAL + "options option_groups initial_options"),
            element("external_select", PICKED + "initial_option min_query_length"),
            element("multi_external_select", SEVERAL + "initial_options min_query_length"),
            element("users_select", PICKED + "initial_user"), element("multi_users_select", SEVERAL + "initial_users"),
            element("conversations_select",
                    PICKED + "initial_conversation default_to_current_conversation response_url_enabled filter"),
            element("multi_conversations_select", SEVERAL + "initial_conversations default_to_current_conversation filter"),
            element("channels_select", PICKED + "initial_channel response_url_enabled"),
            element("multi_channels_select", SEVERAL + "initial_channels"), element("datepicker", PICKED + "initial_date"),
            element("timepicker", PICKED + "initial_time timezone"),
            element("datetimepicker", "action_id initial_date_time confirm focus_on_load"),
            element("plain_text_input", TYPED + "multiline min_length max_length"), element("email_text_input", TYPED),
            element("url_text_input", TYPED), element("number_input", TYPED + "is_decimal_allowed min_value max_value"),
            element("rich_text_input", TYPED), element("file_input", "action_id filetypes max_files"),
            element("image", "image_url slack_file alt_text"), element("feedback_buttons", "action_id positive_button negative_button"),
            element("icon_button", "icon text action_id value confirm accessibility_label visible_to_user_ids"),
            element("mrkdwn", "text verbatim"), element("plain_text", "text emoji"));
    private static final Set<String> SELECTS = ELEMENTS.keySet().stream().filter(type -> type.endsWith("_select"))
            .collect(Collectors.toSet());
    private static final Set<String> CHOSEN = with(SELECTS, "checkboxes radio_buttons datepicker timepicker datetimepicker");
    private static final Set<String> PRESSED = with(CHOSEN, "button workflow_button overflow");

    /** Which elements a block may hold; a section's is its accessory. */
    static final Map<String, Set<String>> WITHIN = Map.of("actions", with(PRESSED, "rich_text_input"), "section",
            with(PRESSED, "image"), "input", with(CHOSEN,
                    "plain_text_input email_text_input url_text_input number_input rich_text_input file_input"),
            "context", words("mrkdwn plain_text image"), "context_actions", words("feedback_buttons icon_button"));
    static final Set<String> OPTION = words("text value description url");
    static final Set<String> CONFIRM = words("title text confirm deny style");
    static final Set<String> VIEW = words("type title submit close blocks private_metadata callback_id clear_on_close notify_on_close"
            + " external_id submit_disabled");

    private Shapes() {
    }

    private static Map.Entry<String, Set<String>> block(String type, String fields) {
        return Map.entry(type, words("type block_id " + fields));
    }

    private static Map.Entry<String, Set<String>> element(String type, String fields) {
        return Map.entry(type, words("type " + fields));
    }

    private static Set<String> words(String words) {
        return Set.copyOf(List.of(words.strip().split(" +")));
    }

    private static Set<String> with(Set<String> some, String more) {
        return Stream.concat(some.stream(), words(more).stream()).collect(Collectors.toUnmodifiableSet());
    }
}
