package org.uid2chatops.testing;

import java.util.regex.Pattern;

/** What a text that a person reads must never hold: a class name, a trace, a page of a proxy, "null". */
public final class ForPeople {

    public static final Pattern NOT = Pattern.compile("\\bnull\\b|Exception|org\\.uid2chatops|java\\.|<html|\\bat com\\.");

    private ForPeople() {
    }
}
