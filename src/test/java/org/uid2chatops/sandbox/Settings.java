package org.uid2chatops.sandbox;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The options {@code --sandbox.…}.
 *
 * @param port of the page; 0 takes a free one
 * @param targets how many further targets {@code site-001}… there are
 * @param timeScale real seconds per simulated minute
 * @param seed of latency and fault draws
 * @param kubeconfig an API server to use in place of the built-in one
 * @param chart the directory of the virtual-node chart, in place of the built-in one
 * @param dir where everything that the world writes goes
 */
public record Settings(int port, int targets, double timeScale, long seed, Optional<Path> kubeconfig, Optional<Path> chart, Path dir) {
}
