/** Hash chains: rows of which each covers the one before it. */
@NullMarked
package org.uid2chatops.chain;

import org.jspecify.annotations.NullMarked;
