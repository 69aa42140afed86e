package org.uid2chatops.azure;

import java.util.List;

import org.uid2chatops.config.Target;

/** How much of confidential containers a target's subscription may use in its location. Thread-safe. */
public interface ContainerQuota {

    /**
     * A limit and what is used of it.
     *
     * @param name Azure's own ({@code ConfidentialCores})
     */
    record Usage(String name, long used, long limit) {
        public long free() {
            return Math.max(0, limit - used);
        }
    }

    /**
     * Returns the usages, in Azure's order.
     *
     * @throws Exception what asking Azure met; {@link AzureDiagnosis} reads it
     */
    List<Usage> of(Target target) throws Exception;

    /**
     * Returns whether the target's cluster exists.
     *
     * @throws Exception what asking Azure met; {@link AzureDiagnosis} reads it
     */
    boolean clusterExists(Target target) throws Exception;
}
