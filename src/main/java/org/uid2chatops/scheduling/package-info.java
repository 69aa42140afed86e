/** Durable tasks: db-scheduler on the bot's database and clock. */
@NullMarked
package org.uid2chatops.scheduling;

import org.jspecify.annotations.NullMarked;
