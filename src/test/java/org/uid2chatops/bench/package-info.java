/** What the bot costs, measured: {@code mvn -q -Pbench verify}. */
@NullMarked
package org.uid2chatops.bench;

import org.jspecify.annotations.NullMarked;
