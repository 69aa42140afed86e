@NullMarked
package org.uid2chatops.kubernetes;

import org.jspecify.annotations.NullMarked;
