/** The guide's Azure sections as steps, over the Azure SDK. */
@NullMarked
package org.uid2chatops.azure;

import org.jspecify.annotations.NullMarked;
