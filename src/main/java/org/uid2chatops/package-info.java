/** A Slack bot that deploys a UID2 Private Operator on Azure Kubernetes Service, with approvals, locks and an audit. */
@NullMarked
package org.uid2chatops;

import org.jspecify.annotations.NullMarked;
