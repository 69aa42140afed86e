/** The Web API, as bots call it. */
@NullMarked
package org.uid2chatops.sandbox.slack.web;

import org.jspecify.annotations.NullMarked;
