/** An operator version: its manifest, its placeholders and its enclave id. */
@NullMarked
package org.uid2chatops.release;

import org.jspecify.annotations.NullMarked;
