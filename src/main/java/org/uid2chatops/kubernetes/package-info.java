/** The guide's cluster sections as steps: credentials, the virtual-node chart, the operator, its health. */
@NullMarked
package org.uid2chatops.kubernetes;

import org.jspecify.annotations.NullMarked;
