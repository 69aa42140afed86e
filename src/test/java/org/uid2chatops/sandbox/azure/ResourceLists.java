package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

import tools.jackson.databind.node.ObjectNode;

/** The generic lists of resources, of any type: what {@code az resource list} reads. */
final class ResourceLists {

    private static final String CODE = "InvalidFilterInQueryString";
    private static final ODataFilter<Resource> FILTER = new ODataFilter<>(CODE, ResourceLists::values);

    private final Cloud cloud;
    private final ResourceGroups groups;

    ResourceLists(Cloud cloud, ResourceGroups groups) {
        this.cloud = cloud;
        this.groups = groups;
    }

    void register(Routes routes) {
        routes.on("GET", ResourceType.groupTemplate() + "/resources", call -> {
            groups.existing(call.name("group"));
            return listed(ArmId.groupId(call.name("group")), call);
        });
        routes.on("GET", "/subscriptions/{subscription}/resources", call -> listed(ArmId.SUBSCRIPTION, call));
    }

    private Reply listed(String scope, ArmCall call) {
        Predicate<Resource> wanted = FILTER.of(call.parameter("$filter"));
        return Reply.of(200, Json.list(cloud.store().within(scope).stream()
                .filter(resource -> !resource.type().equals(ResourceGroups.TYPE) && !resource.type().equals(RoleAssignments.TYPE))
                .filter(wanted).map(ResourceLists::shown).toList()));
    }

    private static ObjectNode shown(Resource resource) {
        ObjectNode shown = resource.body().deepCopy();
        shown.retain("id", "name", "type", "location", "tags", "sku", "identity", "managedBy", "kind");
        return shown;
    }

    private static List<String> values(Resource resource, String property) {
        return switch (property.toLowerCase(Locale.ROOT)) {
            case "name" -> List.of(resource.name());
            case "resourcetype" -> List.of(resource.type());
            case "resourcegroup" -> ArmId.group(resource.id()).stream().toList();
            case "location" -> List.of(Json.text(resource.body(), "/location"));
            case "tagname" -> resource.body().path("tags").propertyStream().map(Map.Entry::getKey).toList();
            case "tagvalue" -> resource.body().path("tags").valueStream().map(value -> value.stringValue("")).toList();
            default -> throw ODataFilter.refused(CODE, property);
        };
    }
}
