/** How the bot itself is shipped. */
@NullMarked
package org.uid2chatops.packaging;

import org.jspecify.annotations.NullMarked;
