@NullMarked
package org.uid2chatops.audit;

import org.jspecify.annotations.NullMarked;
