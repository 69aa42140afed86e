/** What people agree to, tried out. */
@NullMarked
package org.uid2chatops.approval;

import org.jspecify.annotations.NullMarked;
