package org.uid2chatops.sandbox.kubernetes.conformance;

import static org.assertj.core.api.Assertions.assertThat;

/** Server-side apply: what it makes of the object. */
final class ApplyChecks {

    private ApplyChecks() {
    }

    static Checks all() {
        var checks = new Checks();
        checks.add("apply creates what is not there, and changes nothing the second time", api -> {
            String name = api.name();
            Reply made = api.apply("a", "deployments/" + name, api.deployment(name)).is(201).has("/metadata/generation", "1");
            Reply again = api.apply("a", "deployments/" + name, api.deployment(name)).is(200);
            assertThat(again.version()).isEqualTo(made.version());
        });
        checks.add("apply takes YAML", api -> {
            String name = api.name();
            api.apply("a", "configmaps/" + name, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name + "\ndata: {a: b}\n")
                    .is(201).has("/data", "{'a':'b'}");
        });
        checks.add("apply wants a field manager", api -> {
            String name = api.name();
            api.patch(Api.APPLY, "configmaps/" + name, api.configMap(name, "{}")).fails(422, "Invalid").cause("fieldManager",
                    "FieldValueRequired");
        });
        checks.add("force is for apply alone", api -> {
            String name = api.name();
            api.post("configmaps", api.configMap(name, "{}")).is(201);
            api.patch(Api.MERGE, "configmaps/" + name + "?force=true", "{}").fails(422, "Invalid").cause("force", "FieldValueForbidden");
        });
        checks.add("apply removes what its manager no longer states", api -> {
            String name = api.name();
            api.apply("a", "configmaps/" + name, api.configMap(name, "{'a':'1','b':'2'}")).is(201);
            api.apply("a", "configmaps/" + name, api.configMap(name, "{'b':'2'}")).is(200).has("/data", "{'b':'2'}");
        });
        checks.add("apply removes labels and annotations that it no longer states", api -> {
            String name = api.name();
            String map = api.configMap(name, "{}");
            api.apply("a", "configmaps/" + name, map.replace("'name'", "'labels':{'l':'1'},'annotations':{'n':'1'},'name'")).is(201);
            api.apply("a", "configmaps/" + name, map).is(200).lacks("/metadata/labels").lacks("/metadata/annotations");
        });
        checks.add("a field that is no longer stated gets its default again", api -> {
            String name = api.name();
            api.apply("a", "deployments/" + name, api.deployment(name)).is(201);
            api.apply("a", "deployments/" + name, api.deployment(name).replace("'replicas':2,", "")).is(200).has("/spec/replicas", "1");
        });
        checks.add("apply removes containers and variables that it no longer states, and keeps the others'", api -> {
            String name = api.name();
            String both = "{'name':'a','image':'a:1','env':[{'name':'X','value':'1'},{'name':'Y','value':'2'}]},{'name':'b','image':'b:1'}";
            api.apply("a", "deployments/" + name, api.deployment(name, 1, both)).is(201);
            api.patch(Api.STRATEGIC, "deployments/" + name,
                    "{'spec':{'template':{'spec':{'containers':[{'name':'c','image':'c:1'}]}}}}").is(200);
            Reply left = api.apply("a", "deployments/" + name,
                    api.deployment(name, 1, "{'name':'a','image':'a:1','env':[{'name':'Y','value':'2'}]}")).is(200);
            assertThat(left.at("/spec/template/spec/containers").findValuesAsString("name")).contains("a", "c").doesNotContain("b");
            assertThat(left.at("/spec/template/spec/containers").toString()).contains("\"Y\"").doesNotContain("\"X\"");
        });
        checks.add("ports of one number and two protocols are two ports", api -> {
            String name = api.name();
            String tcp = api.minor() > 20 ? "" : ",'protocol':'TCP'"; // 1.20 knows no default of a list's key
            String dns = "{'ports':[{'name':'t','port':53" + tcp + "},{'name':'u','port':53,'protocol':'UDP'}]}";
            api.apply("a", "services/" + name, api.service(name, dns)).is(201);
            Reply left = api.apply("a", "services/" + name, api.service(name, "{'ports':[{'name':'u','port':53,'protocol':'UDP'}]}"));
            assertThat(left.is(200).at("/spec/ports")).hasSize(1);
            left.has("/spec/ports/0/protocol", "'UDP'");
        });
        checks.add("a change by apply counts a generation", api -> {
            String name = api.name();
            api.apply("a", "deployments/" + name, api.deployment(name)).is(201);
            api.apply("a", "deployments/" + name, api.deployment(name).replace("a:1", "a:2")).is(200).has("/metadata/generation", "2");
        });
        checks.add("a dry run of apply changes nothing", api -> {
            String name = api.name();
            Reply made = api.apply("a", "configmaps/" + name, api.configMap(name, "{'a':'1'}")).is(201);
            api.apply("a&dryRun=All", "configmaps/" + name, api.configMap(name, "{'a':'2'}")).is(200).has("/data/a", "'2'");
            assertThat(api.get("configmaps/" + name).has("/data/a", "'1'").version()).isEqualTo(made.version());
        });
        checks.add("apply with managedFields is refused", api -> {
            String name = api.name();
            api.apply("a", "configmaps/" + name,
                    api.configMap(name, "{}").replace("'name'", "'managedFields':[{'manager':'x'}],'name'")).fails(400, "BadRequest");
        });
        checks.add("apply of another name than the path's is refused",
                api -> api.apply("a", "configmaps/" + api.name(), api.configMap(api.name(), "{}")).fails(400, "BadRequest"));
        checks.add("apply with an outdated resourceVersion is refused", api -> {
            String name = api.name();
            Reply old = api.apply("a", "configmaps/" + name, api.configMap(name, "{'a':'1'}")).is(201);
            api.apply("a", "configmaps/" + name, api.configMap(name, "{'a':'2'}")).is(200);
            api.apply("a", "configmaps/" + name, api.configMap(name, "{'a':'3'}").replace("'name'",
                    "'resourceVersion':'" + old.version() + "','name'")).fails(409, "Conflict");
        });
        checks.add("apply refuses an unknown field", api -> {
            String name = api.name();
            Reply reply = api.apply("a", "deployments/" + name, api.deployment(name).replace("'replicas'", "'replica':3,'replicas'"));
            assertThat(reply.code()).isEqualTo(500);
            reply.says("failed to create typed patch object").says(".spec.replica: field not declared in schema");
        });
        checks.add("apply refuses text where a number belongs", api -> {
            String name = api.name();
            Reply reply = api.apply("a", "deployments/" + name, api.deployment(name).replace("'replicas':2", "'replicas':'two'"));
            assertThat(reply.code()).isEqualTo(500);
            reply.says("failed to create typed patch object").says(".spec.replicas: ");
        });
        checks.add("apply refuses what is invalid", api -> {
            String name = api.name();
            api.apply("a", "deployments/" + name, api.deployment(name).replace("'replicas':2", "'replicas':-2")).fails(422, "Invalid")
                    .cause("spec.replicas", "FieldValueInvalid");
        });
        return checks;
    }
}
