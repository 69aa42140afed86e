/** What people do: type commands, press buttons, submit modals, open the Home. */
@NullMarked
package org.uid2chatops.sandbox.slack.act;

import org.jspecify.annotations.NullMarked;
