/** Servers on loopback, with TLS where the real service has it. */
@NullMarked
package org.uid2chatops.sandbox.net;

import org.jspecify.annotations.NullMarked;
