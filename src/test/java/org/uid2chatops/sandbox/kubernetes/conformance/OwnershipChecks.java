package org.uid2chatops.sandbox.kubernetes.conformance;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Server-side apply: who owns which field, and whose word counts. */
final class OwnershipChecks {

    private OwnershipChecks() {
    }

    private static JsonNode fields(Reply reply, String manager, String operation) {
        for (JsonNode entry : reply.at("/metadata/managedFields")) {
            if (entry.path("manager").asString("").equals(manager) && entry.path("operation").asString("").equals(operation)) {
                assertThat(entry.path("fieldsType").asString("")).isEqualTo("FieldsV1");
                assertThat(entry.path("apiVersion").asString("")).isNotEmpty();
                assertThat(entry.path("time").asString("")).endsWith("Z");
                return entry.path("fieldsV1");
            }
        }
        return Reply.json("null");
    }

    static Checks all() {
        var checks = new Checks();
        checks.add("apply owns what it states and nothing else", api -> {
            String name = api.name();
            Reply made = api.apply("a", "configmaps/" + name,
                    api.configMap(name, "{'x':'1'}").replace("'name'", "'labels':{'l':'1'},'name'"));
            assertThat(fields(made, "a", "Apply")).isEqualTo(Reply.json("{'f:data':{'f:x':{}},'f:metadata':{'f:labels':{'f:l':{}}}}"));
        });
        checks.add("an item of a keyed list is owned by its key", api -> {
            String name = api.name();
            Reply made = api.apply("a", "deployments/" + name, api.deployment(name)).is(201);
            assertThat(fields(made, "a", "Apply").at("/f:spec/f:template/f:spec/f:containers")).isEqualTo(
                    Reply.json("{'k:{\\'name\\':\\'a\\'}':{'.':{},'f:name':{},'f:image':{}}}".replace("\\'", "\\\"")));
            assertThat(fields(made, "a", "Apply").at("/f:spec/f:selector")).isEqualTo(Reply.json("{}"));
        });
        checks.add("a writer that does not apply owns what it wrote", api -> {
            String name = api.name();
            Reply made = api.post("configmaps?fieldManager=w", api.configMap(name, "{'x':'1'}")).is(201);
            assertThat(fields(made, "w", "Update").at("/f:data/f:x")).isEqualTo(Reply.json("{}"));
            assertThat(fields(made, "w", "Update")).hasSize(1);
        });
        checks.add("without a name for the field manager the user agent is it", api -> {
            Reply made = api.post("configmaps", api.configMap(api.name(), "{'x':'1'}")).is(201);
            assertThat(fields(made, "conformance", "Update").isNull()).isFalse();
        });
        checks.add("another value for somebody else's field is a conflict", api -> {
            String name = api.name();
            api.apply("a", "configmaps/" + name, api.configMap(name, "{'x':'1','y':'1'}")).is(201);
            api.apply("b", "configmaps/" + name, api.configMap(name, "{'x':'2'}")).fails(409, "Conflict").cause(".data.x",
                    "FieldManagerConflict").says("Apply failed with 1 conflict: conflict with \"a\": .data.x")
                    .has("/details/causes/0/message", "'conflict with \\\"a\\\"'");
            api.get("configmaps/" + name).has("/data/x", "'1'");
        });
        checks.add("every conflict is listed", api -> {
            String name = api.name();
            api.apply("a", "configmaps/" + name, api.configMap(name, "{'x':'1','y':'1'}")).is(201);
            Reply refused = api.apply("b", "configmaps/" + name, api.configMap(name, "{'x':'2','y':'2'}")).fails(409, "Conflict")
                    .cause(".data.x", "FieldManagerConflict").cause(".data.y", "FieldManagerConflict")
                    .says("Apply failed with 2 conflicts");
            assertThat(refused.at("/details/causes")).hasSize(2);
        });
        checks.add("a conflict within a keyed list names the item", api -> {
            String name = api.name();
            api.apply("a", "deployments/" + name, api.deployment(name)).is(201);
            api.apply("b", "deployments/" + name, api.deployment(name).replace("a:1", "a:2")).fails(409, "Conflict")
                    .cause(".spec.template.spec.containers[name=\"a\"].image", "FieldManagerConflict");
        });
        checks.add("a conflict with a writer says by which version it wrote", api -> {
            String name = api.name();
            api.post("configmaps?fieldManager=w", api.configMap(name, "{'x':'1'}")).is(201);
            Reply refused = api.apply("a", "configmaps/" + name, api.configMap(name, "{'x':'2'}")).fails(409, "Conflict");
            assertThat(refused.string("/details/causes/0/message")).startsWith("conflict with \"w\" using v1");
        });
        checks.add("force takes the field from its owner", api -> {
            String name = api.name();
            api.apply("a", "configmaps/" + name, api.configMap(name, "{'x':'1','y':'1'}")).is(201);
            Reply taken = api.apply("b&force=true", "configmaps/" + name, api.configMap(name, "{'x':'2'}")).is(200).has("/data",
                    "{'x':'2','y':'1'}");
            assertThat(fields(taken, "b", "Apply")).isEqualTo(Reply.json("{'f:data':{'f:x':{}}}"));
            assertThat(fields(taken, "a", "Apply")).isEqualTo(Reply.json("{'f:data':{'f:y':{}}}"));
        });
        checks.add("the same value makes two owners, and the field stays when one lets go", api -> {
            String name = api.name();
            api.apply("a", "configmaps/" + name, api.configMap(name, "{'x':'1','y':'1'}")).is(201);
            Reply both = api.apply("b", "configmaps/" + name, api.configMap(name, "{'x':'1'}")).is(200);
            assertThat(fields(both, "a", "Apply").at("/f:data")).hasSize(2);
            assertThat(fields(both, "b", "Apply").at("/f:data")).hasSize(1);
            api.apply("a", "configmaps/" + name, api.configMap(name, "{'y':'1'}")).is(200).has("/data", "{'x':'1','y':'1'}");
            api.apply("b", "configmaps/" + name, api.configMap(name, "{}")).is(200).has("/data", "{'y':'1'}");
        });
        checks.add("a write takes the field from who applied it", api -> {
            String name = api.name();
            api.apply("a", "configmaps/" + name, api.configMap(name, "{'x':'1','y':'1'}")).is(201);
            Reply written = api.patch(Api.MERGE, "configmaps/" + name + "?fieldManager=w", "{'data':{'x':'2'}}").is(200);
            assertThat(fields(written, "w", "Update")).isEqualTo(Reply.json("{'f:data':{'f:x':{}}}"));
            assertThat(fields(written, "a", "Apply")).isEqualTo(Reply.json("{'f:data':{'f:y':{}}}"));
            api.apply("a", "configmaps/" + name, api.configMap(name, "{'y':'1'}")).is(200).has("/data", "{'x':'2','y':'1'}");
        });
        checks.add("what a write removes is nobody's", api -> {
            String name = api.name();
            api.apply("a", "configmaps/" + name, api.configMap(name, "{'x':'1','y':'1'}")).is(201);
            Reply written = api.patch(Api.MERGE, "configmaps/" + name + "?fieldManager=w", "{'data':{'x':null}}").is(200);
            assertThat(fields(written, "a", "Apply")).isEqualTo(Reply.json("{'f:data':{'f:y':{}}}"));
            api.apply("b", "configmaps/" + name, api.configMap(name, "{'x':'3'}")).is(200).has("/data", "{'x':'3','y':'1'}");
        });
        checks.add("an empty list of managedFields clears it", api -> {
            String name = api.name();
            api.apply("a", "configmaps/" + name, api.configMap(name, "{'x':'1'}")).is(201);
            Reply cleared = api.patch(Api.MERGE, "configmaps/" + name, "{'metadata':{'managedFields':[{}]}}").is(200);
            assertThat(fields(cleared, "a", "Apply").isNull()).isTrue();
        });
        return checks;
    }
}
