/** Who asked for what, who was refused, and who decided. */
@NullMarked
package org.uid2chatops.audit;

import org.jspecify.annotations.NullMarked;
