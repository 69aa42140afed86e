/** The conversation of {@code --sandbox.say} and its transcript. */
@NullMarked
package org.uid2chatops.sandbox.slack.say;

import org.jspecify.annotations.NullMarked;
