package org.uid2chatops.kubernetes;

/** Thrown for a kubeconfig that cannot be read. Says nothing of what it holds. */
final class UnreadableKubeconfig extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableKubeconfig() {
        super("the kubeconfig that Azure handed out cannot be read");
    }
}
