/** Locks and freezes, tried out. */
@NullMarked
package org.uid2chatops.hold;

import org.jspecify.annotations.NullMarked;
