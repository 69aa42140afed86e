package org.uid2chatops.azure;

import java.util.Optional;

import org.uid2chatops.config.ResourceKind;
import org.uid2chatops.config.Target;

/** The managed identity by which a target's operator reads its key. Thread-safe. */
@FunctionalInterface
public interface OperatorIdentity {

    /**
     * Returns its ARM id, as Azure spells it, or empty if it does not exist.
     *
     * @throws Exception what asking Azure met; {@link AzureDiagnosis} reads it
     */
    Optional<String> resourceId(Target target) throws Exception;

    /** Returns the ARM id that it has, or will have once it is made; Azure may spell it in another case. */
    default String expectedId(Target target) {
        return new ArmIds(target).of(ResourceKind.MANAGED_IDENTITY);
    }
}
