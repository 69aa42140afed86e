/** Who may do what. */
@NullMarked
package org.uid2chatops.access;

import org.jspecify.annotations.NullMarked;
