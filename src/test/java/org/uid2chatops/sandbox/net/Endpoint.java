package org.uid2chatops.sandbox.net;

/** Answers calls; each is served on a virtual thread, so it may block. */
@FunctionalInterface
public interface Endpoint {
    Answer answer(Call call) throws Exception;
}
