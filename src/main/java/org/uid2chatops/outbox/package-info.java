/** What people are to be told, kept in the database until Slack has taken it. */
@NullMarked
package org.uid2chatops.outbox;

import org.jspecify.annotations.NullMarked;
