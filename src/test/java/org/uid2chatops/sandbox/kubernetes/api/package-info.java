/** A small generic Kubernetes API server: stores, validates as far as needed, patches and watches objects; nothing acts on them here. */
@NullMarked
package org.uid2chatops.sandbox.kubernetes.api;

import org.jspecify.annotations.NullMarked;
