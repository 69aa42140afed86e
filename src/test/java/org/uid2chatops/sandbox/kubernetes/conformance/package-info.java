/** What an API server must do: the same checks for the built-in one and for any other. */
@NullMarked
package org.uid2chatops.sandbox.kubernetes.conformance;

import org.jspecify.annotations.NullMarked;
