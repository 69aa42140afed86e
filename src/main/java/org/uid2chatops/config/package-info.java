/** What the people who run the bot have written down: targets, endpoints, credentials, intervals; bound and checked at start. */
@NullMarked
package org.uid2chatops.config;

import org.jspecify.annotations.NullMarked;
