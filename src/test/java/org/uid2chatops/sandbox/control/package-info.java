/** The control API, on the page's port. */
@NullMarked
package org.uid2chatops.sandbox.control;

import org.jspecify.annotations.NullMarked;
