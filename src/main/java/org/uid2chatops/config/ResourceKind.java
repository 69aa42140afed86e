package org.uid2chatops.config;

/** A kind of Azure resource that a target has exactly one of. */
public enum ResourceKind {
    RESOURCE_GROUP("resource-group", "resource group", "", "az group show"),
    VIRTUAL_NETWORK("virtual-network", "virtual network", "Microsoft.Network/virtualNetworks", "az network vnet show"),
    PUBLIC_IP("public-ip", "public IP address", "Microsoft.Network/publicIPAddresses", "az network public-ip show"),
    NAT_GATEWAY("nat-gateway", "NAT gateway", "Microsoft.Network/natGateways", "az network nat gateway show"),
    CLUSTER("cluster", "AKS cluster", "Microsoft.ContainerService/managedClusters", "az aks show"),
    KEY_VAULT("key-vault", "key vault", "Microsoft.KeyVault/vaults", "az keyvault show"),
    MANAGED_IDENTITY("managed-identity", "managed identity", "Microsoft.ManagedIdentity/userAssignedIdentities", "az identity show");

    private final String property;
    private final String noun;
    private final String type;
    private final String show;

    ResourceKind(String property, String noun, String type, String show) {
        this.property = property;
        this.noun = noun;
        this.type = type;
        this.show = show;
    }

    /** Returns the setting of a target that names it. */
    public String property() {
        return property;
    }

    /** Returns the setting of a target by which one that exists is used instead of one that the bot makes. */
    public String useProperty() {
        return this == RESOURCE_GROUP ? property + ".create" : "use." + property;
    }

    /** Returns what people call it. */
    public String noun() {
        return noun;
    }

    /** Returns its type as Azure Resource Manager spells it; empty for the group, which is no resource of a provider. */
    public String type() {
        return type;
    }

    /** Returns the Azure CLI's command that prints an id of this kind. */
    String idCommand() {
        return show + " --resource-group GROUP --name NAME --query id";
    }
}
