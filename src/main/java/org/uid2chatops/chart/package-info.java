/** The virtual-node chart of a target: from a directory, a git repository or a chart repository. Thread-safe. */
@NullMarked
package org.uid2chatops.chart;

import org.jspecify.annotations.NullMarked;
