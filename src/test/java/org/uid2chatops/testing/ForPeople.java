package org.uid2chatops.testing;

import java.util.List;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** What a text that a person reads must never hold: a class name, a trace, a page of a proxy, "null". */
public final class ForPeople {

    public static final Pattern NOT = Pattern.compile("\\bnull\\b|Exception|org\\.uid2chatops|java\\.|<html|\\bat com\\.");

    private ForPeople() {
    }

    /** Fails if one of these is not fit for people, and if there is none: then nothing was looked at. */
    public static void assertFit(List<String> texts) {
        assertThat(texts).as("what people read").isNotEmpty()
                .allSatisfy(text -> assertThat(text).doesNotContainPattern(NOT));
    }
}
