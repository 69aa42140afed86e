/** What the simulated Slack holds: people, channels, messages, views, files. */
@NullMarked
package org.uid2chatops.sandbox.slack.workspace;

import org.jspecify.annotations.NullMarked;
