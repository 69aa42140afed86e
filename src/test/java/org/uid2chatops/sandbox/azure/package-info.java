/** Azure: Entra, ARM and Key Vault. */
@NullMarked
package org.uid2chatops.sandbox.azure;

import org.jspecify.annotations.NullMarked;
