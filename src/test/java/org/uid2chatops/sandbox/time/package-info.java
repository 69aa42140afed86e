/** The simulated clock. */
@NullMarked
package org.uid2chatops.sandbox.time;

import org.jspecify.annotations.NullMarked;
