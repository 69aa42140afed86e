/** Durable tasks, tested where db-scheduler's own tests end. */
@NullMarked
package org.uid2chatops.scheduling;

import org.jspecify.annotations.NullMarked;
