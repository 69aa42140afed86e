package org.uid2chatops.kubernetes;

/** Thrown when Helm refuses or fails. The message is Helm's own text, masked. */
final class HelmFailure extends Exception {
    private static final long serialVersionUID = 1;

    HelmFailure(String text) {
        super(Masked.text(text));
    }

    /** Returns Helm's text. */
    String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** Returns whether the API server refused the kubeconfig. */
    boolean unauthorized() {
        return text().contains("Unauthorized") || text().contains("provide credentials");
    }
}
