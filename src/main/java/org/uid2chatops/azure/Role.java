package org.uid2chatops.azure;

/** An Azure role that a deployment grants. Source of the ids: Azure's list of built-in roles. */
enum Role {
    CONTRIBUTOR("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c"),
    NETWORK_CONTRIBUTOR("Network Contributor", "4d97b98b-1d4f-4787-a291-c67834d212e7"),
    SECRETS_OFFICER("Key Vault Secrets Officer", "b86a8fe4-44ce-4948-aee5-eccb2c155cd7"),
    SECRETS_USER("Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6");

    private final String title;
    private final String id;

    Role(String title, String id) {
        this.title = title;
        this.id = id;
    }

    String title() {
        return title;
    }

    String id() {
        return id;
    }
}
