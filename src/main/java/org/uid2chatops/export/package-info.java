/** The audit as a file: what people asked and decided, what rollouts did, and whether it is as it was written. */
@NullMarked
package org.uid2chatops.export;

import org.jspecify.annotations.NullMarked;
