/** Socket Mode: tickets, sockets, envelopes and acks. */
@NullMarked
package org.uid2chatops.sandbox.slack.socket;

import org.jspecify.annotations.NullMarked;
