/** What a person at Slack sees and what then stands in Azure and in the cluster: the whole bot against the whole world. */
@NullMarked
package org.uid2chatops.endtoend;

import org.jspecify.annotations.NullMarked;
