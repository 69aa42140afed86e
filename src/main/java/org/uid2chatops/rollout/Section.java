package org.uid2chatops.rollout;

/** A section of the guide, as people see it in the live message; in the guide's order. Source: the AKS integration guide. */
public enum Section {
    RESOURCE_GROUP("Resource group"),
    VIRTUAL_NETWORK("Virtual network"),
    SUBNETS("Subnets"),
    PUBLIC_IP("Public IP address"),
    NAT_GATEWAY("NAT gateway"),
    SUBNET_NAT("NAT for the cg subnet"),
    CLUSTER("AKS service"),
    CONTRIBUTOR_ROLES("Contributor roles"),
    CREDENTIALS("Cluster credentials", true),
    PROVIDERS("Resource providers"),
    VIRTUAL_NODE("Virtual node"),
    MANAGED_IDENTITY("Managed identity"),
    KEY_VAULT("Key vault"),
    OPERATOR_KEY("Operator key"),
    PLACEHOLDERS("Placeholder values", true),
    OPERATOR("Operator"),
    HEALTH_CHECK("Health check", true);

    private final String title;
    private final boolean looksOnly;

    Section(String title) {
        this(title, false);
    }

    Section(String title, boolean looksOnly) {
        this.title = title;
        this.looksOnly = looksOnly;
    }

    /** Returns what people read. */
    public String title() {
        return title;
    }

    /** Returns whether its steps never change anything, so that there is no sense in calling it unchanged. */
    public boolean looksOnly() {
        return looksOnly;
    }
}
