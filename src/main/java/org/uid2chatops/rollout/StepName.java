package org.uid2chatops.rollout;

/** A unit of the guide that is looked at, changed if it differs, and confirmed. What follows what is the machine's to say. */
public enum StepName {
    RESOURCE_GROUP(Section.RESOURCE_GROUP, "Resource group"),
    PROVIDERS(Section.PROVIDERS, "Resource providers registered"),
    PUBLIC_IP(Section.PUBLIC_IP, "Public IP address"),
    NAT_GATEWAY(Section.NAT_GATEWAY, "NAT gateway"),
    VIRTUAL_NETWORK(Section.VIRTUAL_NETWORK, "Virtual network"),
    SUBNETS(Section.SUBNETS, "Subnets and delegation"),
    SUBNET_NAT(Section.SUBNET_NAT, "NAT gateway on the cg subnet"),
    CLUSTER(Section.CLUSTER, "AKS cluster accepted"),
    CLUSTER_SUBNET_GRANT(Section.CLUSTER, "Network Contributor for the cluster on its subnet"),
    CLUSTER_READY(Section.CLUSTER, "AKS cluster ready"),
    NODE_GROUP_GRANT(Section.CONTRIBUTOR_ROLES, "Contributor on the node resource group"),
    RESOURCE_GROUP_GRANT(Section.CONTRIBUTOR_ROLES, "Contributor on the resource group"),
    CREDENTIALS(Section.CREDENTIALS, "Cluster credentials"),
    VIRTUAL_NODE_CHART(Section.VIRTUAL_NODE, "Virtual-node chart"),
    VIRTUAL_NODE_READY(Section.VIRTUAL_NODE, "Virtual node ready"),
    MANAGED_IDENTITY(Section.MANAGED_IDENTITY, "Managed identity"),
    KEY_VAULT(Section.KEY_VAULT, "Key vault"),
    VAULT_WRITER_GRANT(Section.KEY_VAULT, "Key Vault Secrets Officer for the bot"),
    VAULT_READER_GRANT(Section.KEY_VAULT, "Key Vault Secrets User for the operator"),
    OPERATOR_KEY(Section.OPERATOR_KEY, "Operator key in the vault"),
    PLACEHOLDERS(Section.PLACEHOLDERS, "Placeholder values"),
    OPERATOR(Section.OPERATOR, "Operator applied"),
    OPERATOR_READY(Section.OPERATOR, "Operator ready"),
    SERVICE_ADDRESS(Section.HEALTH_CHECK, "Public address of the service"),
    HEALTH_CHECK(Section.HEALTH_CHECK, "Health check");

    private final Section section;
    private final String title;

    StepName(Section section, String title) {
        this.section = section;
        this.title = title;
    }

    /** Returns the section of the guide it belongs to. */
    public Section section() {
        return section;
    }

    /** Returns what people read. */
    public String title() {
        return title;
    }

    /** Returns whether it gives somebody a role; what it finds says less than what the other steps of its section find. */
    public boolean isGrant() {
        return switch (this) {
            case CLUSTER_SUBNET_GRANT, NODE_GROUP_GRANT, RESOURCE_GROUP_GRANT, VAULT_WRITER_GRANT, VAULT_READER_GRANT -> true;
            default -> false;
        };
    }
}
