/** What people agree to before production changes: asking, deciding once, and starting exactly that. */
@NullMarked
package org.uid2chatops.approval;

import org.jspecify.annotations.NullMarked;
