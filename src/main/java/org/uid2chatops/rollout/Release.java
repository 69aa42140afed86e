package org.uid2chatops.rollout;

/**
 * An operator version as its files say it.
 *
 * @param version e.g. {@code 5.70.159-r0}, from the operator image's tag
 * @param manifest the text of {@code operator.yaml} as released, placeholders and all
 * @param digest SHA-256 of that text, lower-case hex
 * @param enclaveId SHA-256 of the decoded confidential policy, lower-case hex. Source: uid2-operator, azure-cc/deployment/generate.py
 * @param replicas how many operator pods the release asks for
 */
public record Release(String version, String manifest, String digest, String enclaveId, int replicas) {
}
