package org.uid2chatops.sandbox.kubernetes.conformance;

import static org.assertj.core.api.Assertions.assertThat;

/** JSON Patch, JSON Merge Patch and strategic merge patch. */
final class PatchChecks {

    private static final String CONTAINERS = "/spec/template/spec/containers";

    private PatchChecks() {
    }

    static Checks all() {
        var checks = new Checks();
        map(checks, "a JSON patch adds, replaces, moves and removes", Api.JSON_PATCH, "{'a':'1','b':'2'}",
                "[{'op':'test','path':'/data/a','value':'1'},{'op':'replace','path':'/data/a','value':'3'},"
                        + "{'op':'add','path':'/data/c','value':'4'},{'op':'remove','path':'/data/b'},"
                        + "{'op':'copy','from':'/data/a','path':'/data/d'}]",
                "{'a':'3','c':'4','d':'3'}");
        map(checks, "a merge patch sets, keeps and removes", Api.MERGE, "{'a':'1','b':'2','c':'3'}", "{'data':{'a':'9','b':null}}",
                "{'a':'9','c':'3'}");
        map(checks, "a strategic merge patch merges maps and removes by null", Api.STRATEGIC, "{'a':'1','b':'2'}",
                "{'data':{'a':'9','b':null}}", "{'a':'9'}");
        map(checks, "$patch: replace puts a map in place of the old one", Api.STRATEGIC, "{'a':'1','b':'2'}",
                "{'data':{'$patch':'replace','c':'3'}}", "{'c':'3'}");
        map(checks, "$patch: delete removes a map", Api.STRATEGIC, "{'a':'1','b':'2'}", "{'data':{'$patch':'delete'}}", "");
        map(checks, "$retainKeys removes what it does not name", Api.STRATEGIC, "{'a':'1','b':'2'}",
                "{'data':{'$retainKeys':['a','c'],'c':'3'}}", "{'a':'1','c':'3'}");
        refusals(checks);
        containers(checks, "a strategic merge patch finds a container by its name", "[{'name':'b','image':'b:2'}]",
                "[{'name':'a','image':'a:1'},{'name':'b','image':'b:2'}]");
        containers(checks, "a strategic merge patch adds a container", "[{'name':'c','image':'c:1'}]",
                "[{'name':'c','image':'c:1'},{'name':'a','image':'a:1'},{'name':'b','image':'b:1'}]");
        containers(checks, "$patch: delete removes a container", "[{'name':'a','$patch':'delete'}]", "[{'name':'b','image':'b:1'}]");
        containers(checks, "$patch: replace puts a list in place of the old one", "[{'$patch':'replace'},{'name':'c','image':'c:1'}]",
                "[{'name':'c','image':'c:1'}]");
        checks.add("$setElementOrder puts containers in order", api -> {
            String name = two(api);
            Reply patched = api.patch(Api.STRATEGIC, "deployments/" + name, "{'spec':{'template':{'spec':{"
                    + "'$setElementOrder/containers':[{'name':'b'},{'name':'a'}],'containers':[{'name':'b','image':'b:2'}]}}}}").is(200);
            assertThat(patched.at(CONTAINERS).findValuesAsString("image")).containsExactly("b:2", "a:1");
        });
        checks.add("a merge patch replaces a list of containers", api -> {
            String name = two(api);
            Reply patched = api.patch(Api.MERGE, "deployments/" + name,
                    "{'spec':{'template':{'spec':{'containers':[{'name':'c','image':'c:1'}]}}}}").is(200);
            assertThat(patched.at(CONTAINERS).findValuesAsString("image")).containsExactly("c:1");
        });
        checks.add("finalizers are added to, and removed by $deleteFromPrimitiveList", api -> {
            String name = api.name();
            api.post("configmaps", api.configMap(name, "{}").replace("'name'", "'finalizers':['x/a','x/b'],'name'")).is(201);
            Reply patched = api.patch(Api.STRATEGIC, "configmaps/" + name,
                    "{'metadata':{'$deleteFromPrimitiveList/finalizers':['x/a'],'finalizers':['x/c']}}").is(200);
            assertThat(patched.at("/metadata/finalizers").valueStream().map(one -> one.asString())).containsExactlyInAnyOrder("x/b", "x/c");
            api.patch(Api.MERGE, "configmaps/" + name, "{'metadata':{'finalizers':null}}").is(200).lacks("/metadata/finalizers");
        });
        checks.add("a deployment's strategy loses its rolling update when it becomes Recreate", api -> {
            String name = two(api);
            api.patch(Api.STRATEGIC, "deployments/" + name, "{'spec':{'strategy':{'$retainKeys':['type'],'type':'Recreate'}}}").is(200)
                    .has("/spec/strategy", "{'type':'Recreate'}");
        });
        checks.add("a patch that changes nothing keeps the version", api -> {
            String name = api.name();
            Reply made = api.post("configmaps", api.configMap(name, "{'a':'1'}")).is(201);
            for (String type : new String[]{Api.MERGE, Api.STRATEGIC}) {
                assertThat(api.patch(type, "configmaps/" + name, "{'data':{'a':'1'}}").is(200).version()).isEqualTo(made.version());
            }
        });
        return checks;
    }

    private static void refusals(Checks checks) {
        checks.add("a JSON patch whose test fails changes nothing", api -> {
            String name = api.name();
            api.post("configmaps", api.configMap(name, "{'a':'1'}")).is(201);
            api.patch(Api.JSON_PATCH, "configmaps/" + name,
                    "[{'op':'replace','path':'/data/a','value':'2'},{'op':'test','path':'/data/a','value':'9'}]").fails(422, "Invalid");
            api.get("configmaps/" + name).has("/data/a", "'1'");
        });
        checks.add("a JSON patch of what is not there is refused", api -> {
            String name = api.name();
            api.post("configmaps", api.configMap(name, "{'a':'1'}")).is(201);
            api.patch(Api.JSON_PATCH, "configmaps/" + name, "[{'op':'remove','path':'/data/zzz'}]").fails(422, "Invalid");
        });
        checks.add("a JSON patch that is no list is refused", api -> {
            String name = api.name();
            api.post("configmaps", api.configMap(name, "{}")).is(201);
            api.patch(Api.JSON_PATCH, "configmaps/" + name, "{'data':{}}").fails(400, "BadRequest");
        });
        checks.add("a patch that is no JSON is refused", api -> {
            String name = api.name();
            api.post("configmaps", api.configMap(name, "{}")).is(201);
            // 1.20 answers 500
            assertThat(api.patch(Api.MERGE, "configmaps/" + name, "{'data':").code()).isIn(400, 500);
        });
        checks.add("a patch of what is not there is not found",
                api -> api.patch(Api.MERGE, "configmaps/none", "{}").fails(404, "NotFound").about("configmaps", "none"));
        checks.add("a patch with an outdated resourceVersion is refused", api -> {
            String name = api.name();
            Reply old = api.post("configmaps", api.configMap(name, "{'a':'1'}")).is(201);
            api.patch(Api.MERGE, "configmaps/" + name, "{'data':{'a':'2'}}").is(200);
            api.patch(Api.MERGE, "configmaps/" + name, "{'metadata':{'resourceVersion':'" + old.version() + "'},'data':{'a':'3'}}")
                    .fails(409, "Conflict").about("configmaps", name);
        });
        checks.add("a patch that would make the object invalid is refused", api -> {
            String name = two(api);
            api.patch(Api.MERGE, "deployments/" + name, "{'spec':{'replicas':-1}}").fails(422, "Invalid").cause("spec.replicas",
                    "FieldValueInvalid");
        });
    }

    private static String two(Api api) throws Exception {
        String name = api.name();
        api.post("deployments", api.deployment(name, 1, "{'name':'a','image':'a:1'},{'name':'b','image':'b:1'}")).is(201);
        return name;
    }

    private static void map(Checks checks, String name, String type, String before, String patch, String after) {
        checks.add(name, api -> {
            String map = api.name();
            api.post("configmaps", api.configMap(map, before)).is(201);
            Reply patched = api.patch(type, "configmaps/" + map, patch).is(200);
            if (after.isEmpty()) {
                patched.lacks("/data");
            } else {
                patched.has("/data", after);
            }
        });
    }

    private static void containers(Checks checks, String name, String patch, String after) {
        checks.add(name, api -> {
            String deployment = two(api);
            Reply patched = api.patch(Api.STRATEGIC, "deployments/" + deployment,
                    "{'spec':{'template':{'spec':{'containers':" + patch + "}}}}").is(200);
            assertThat(patched.at(CONTAINERS).findValuesAsString("image")).isEqualTo(Reply.json(after).findValuesAsString("image"));
        });
    }
}
