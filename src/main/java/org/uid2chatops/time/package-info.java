/** The two kinds of time: the bot's clock, and the real time of other people's rules (Slack's rates, a Retry-After). */
@NullMarked
package org.uid2chatops.time;

import org.jspecify.annotations.NullMarked;
