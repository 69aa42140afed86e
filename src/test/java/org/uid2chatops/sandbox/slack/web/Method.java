package org.uid2chatops.sandbox.slack.web;

import tools.jackson.databind.node.ObjectNode;

/** A method of the Web API: returns what it answers beside {@code "ok": true}. */
@FunctionalInterface
interface Method {
    /** @throws SlackError if Slack would refuse */
    ObjectNode answer(Arguments arguments);
}
