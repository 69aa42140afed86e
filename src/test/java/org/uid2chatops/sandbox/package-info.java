/** The simulated world: a Slack, an Azure and an AKS on loopback. Its contract is the project's sandbox document. */
@NullMarked
package org.uid2chatops.sandbox;

import org.jspecify.annotations.NullMarked;
