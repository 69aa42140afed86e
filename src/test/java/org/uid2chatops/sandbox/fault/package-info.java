/** Faults that a person or a test switches on. */
@NullMarked
package org.uid2chatops.sandbox.fault;

import org.jspecify.annotations.NullMarked;
