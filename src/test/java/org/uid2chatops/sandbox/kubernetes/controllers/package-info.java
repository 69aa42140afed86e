/** What acts on a cluster's objects as AKS would, through the API alone. */
@NullMarked
package org.uid2chatops.sandbox.kubernetes.controllers;

import org.jspecify.annotations.NullMarked;
