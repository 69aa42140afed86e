/** A Slack bot that deploys and watches a UID2 Private Operator on Azure Kubernetes Service. */
@NullMarked
package org.uid2chatops;

import org.jspecify.annotations.NullMarked;
