/** What keeps a target from being changed: locks and freezes. */
@NullMarked
package org.uid2chatops.hold;

import org.jspecify.annotations.NullMarked;
