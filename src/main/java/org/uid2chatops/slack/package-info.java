/** Slack: commands in, messages out. */
@NullMarked
package org.uid2chatops.slack;

import org.jspecify.annotations.NullMarked;
