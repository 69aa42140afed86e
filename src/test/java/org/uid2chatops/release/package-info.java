@NullMarked
package org.uid2chatops.release;

import org.jspecify.annotations.NullMarked;
