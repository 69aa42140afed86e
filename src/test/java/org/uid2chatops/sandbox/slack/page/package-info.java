/** The page that is a Slack client. */
@NullMarked
package org.uid2chatops.sandbox.slack.page;

import org.jspecify.annotations.NullMarked;
