/** One run against one target: what follows what, what has happened, and what runs next. Knows neither Slack nor Azure nor Kubernetes. */
@NullMarked
package org.uid2chatops.rollout;

import org.jspecify.annotations.NullMarked;
