package org.uid2chatops.sandbox.azure;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What ARM tells about its cloud to anybody who asks {@code /metadata/endpoints}. Source: the forms that the Azure CLI reads: five
 * addresses before api-version 2019, a list of clouds until 2022, and one cloud since.
 */
final class CloudMetadata {

    private static final String LIST_SINCE = "2019";
    private static final String ONE_SINCE = "2022";

    private final String management;
    private final String login;
    private final String graph;
    private final int vaultPort;

    /**
     * @param management the address of ARM, without a slash at the end
     * @param login the address of Entra, with one
     * @param graph the address of Microsoft Graph, without one
     * @param vaultPort the port at which the host name of every vault is served
     */
    CloudMetadata(String management, String login, String graph, int vaultPort) {
        this.management = management;
        this.login = login;
        this.graph = graph;
        this.vaultPort = vaultPort;
    }

    /** Returns the form of an api-version; {@code 1.0} and its like come before all dates. */
    JsonNode of(String apiVersion) {
        if (apiVersion.compareTo(LIST_SINCE) < 0) {
            return first();
        }
        ObjectNode cloud = cloud();
        ArrayNode list = Json.object().putArray("clouds").add(cloud);
        return apiVersion.compareTo(ONE_SINCE) < 0 ? list : cloud;
    }

    private ObjectNode first() {
        ObjectNode endpoints = Json.object().put("galleryEndpoint", management + "/").put("graphEndpoint", "https://graph.windows.net/")
                .put("portalEndpoint", "https://portal.azure.com");
        authentication(endpoints);
        return endpoints;
    }

    private ObjectNode cloud() {
        ObjectNode cloud = Json.object().put("portal", "https://portal.azure.com");
        authentication(cloud).put("tenant", "common").put("identityProvider", "AAD");
        cloud.putObject("suffixes").put("keyVaultDns", "vault.azure.net:" + vaultPort).put("storage", "core.windows.net")
                .put("acrLoginServer", "azurecr.io");
        return cloud.put("name", "AzureCloud").put("resourceManager", management + "/").put("gallery", management + "/")
                .put("graph", "https://graph.windows.net/").put("graphAudience", "https://graph.windows.net/")
                .put("microsoftGraphResourceId", graph + "/").put("media", "https://rest.media.azure.net")
                .put("batch", "https://batch.core.windows.net/").put("sqlManagement", "https://management.core.windows.net:8443/")
                .put("activeDirectoryDataLake", "https://datalake.azure.net/");
    }

    private ObjectNode authentication(ObjectNode endpoints) {
        ObjectNode authentication = endpoints.putObject("authentication").put("loginEndpoint", login);
        authentication.putArray("audiences").add("https://management.core.windows.net/").add("https://management.azure.com/");
        return authentication;
    }
}
