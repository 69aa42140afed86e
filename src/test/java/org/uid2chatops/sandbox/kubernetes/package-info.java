/** The API servers of the clusters, and the controllers that act on them as AKS would. */
@NullMarked
package org.uid2chatops.sandbox.kubernetes;

import org.jspecify.annotations.NullMarked;
