/** Slack: Web API, Socket Mode, people, channels, and the page that is a Slack client. */
@NullMarked
package org.uid2chatops.sandbox.slack;

import org.jspecify.annotations.NullMarked;
