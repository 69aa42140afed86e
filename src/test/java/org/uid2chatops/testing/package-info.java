/** What several features' tests share. */
@NullMarked
package org.uid2chatops.testing;

import org.jspecify.annotations.NullMarked;
