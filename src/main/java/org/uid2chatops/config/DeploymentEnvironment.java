package org.uid2chatops.config;

import java.util.Locale;

/** One of UID2's two environments; each has its own operator keys. Source: the AKS integration guide, "Deployment Environments". */
public enum DeploymentEnvironment {
    /** For testing only. */
    INTEG('I'),
    /** Production traffic. */
    PROD('P');

    private final char keyLetter;

    DeploymentEnvironment(char keyLetter) {
        this.keyLetter = keyLetter;
    }

    /** Returns the letter that operator keys of this environment carry ({@code UID2-O-I-123-…}). Source: uid2-operator, confidential_compute.py. */
    public char keyLetter() {
        return keyLetter;
    }

    /** Returns the name the guide, the manifest and the operator use: {@code integ} or {@code prod}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
