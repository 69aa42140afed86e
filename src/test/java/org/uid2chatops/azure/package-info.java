/** The Azure steps against the sandbox's Azure, and what they are made of by itself. */
@NullMarked
package org.uid2chatops.azure;

import org.jspecify.annotations.NullMarked;
