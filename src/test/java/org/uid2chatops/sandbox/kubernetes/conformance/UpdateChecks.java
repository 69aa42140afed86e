package org.uid2chatops.sandbox.kubernetes.conformance;

import static org.assertj.core.api.Assertions.assertThat;

/** PUT, versions and generations. */
final class UpdateChecks {

    private UpdateChecks() {
    }

    static Checks all() {
        var checks = new Checks();
        checks.add("an update with an outdated resourceVersion is refused", api -> {
            String name = api.name();
            Reply old = api.post("configmaps", api.configMap(name, "{'a':'1'}")).is(201);
            api.put("configmaps/" + name, api.configMap(name, "{'a':'2'}")).is(200);
            api.put("configmaps/" + name,
                    api.configMap(name, "{'a':'3'}").replace("'name'", "'resourceVersion':'" + old.version() + "','name'"))
                    .fails(409, "Conflict").about("configmaps", name).says("Operation cannot be fulfilled on configmaps \"" + name + "\"")
                    .says("the object has been modified");
        });
        checks.add("an update with the current resourceVersion is taken", api -> {
            String name = api.name();
            Reply old = api.post("configmaps", api.configMap(name, "{'a':'1'}")).is(201);
            Reply now = api.put("configmaps/" + name,
                    api.configMap(name, "{'b':'2'}").replace("'name'", "'resourceVersion':'" + old.version() + "','name'")).is(200)
                    .has("/data", "{'b':'2'}");
            assertThat(Long.parseLong(now.version())).isGreaterThan(Long.parseLong(old.version()));
        });
        checks.add("an update that changes nothing keeps the version", api -> {
            String name = api.name();
            Reply made = api.post("configmaps", api.configMap(name, "{'a':'1'}")).is(201);
            assertThat(api.put("configmaps/" + name, made.text()).is(200).version()).isEqualTo(made.version());
        });
        checks.add("an update of what is not there is not found",
                api -> api.put("configmaps/none", api.configMap("none", "{}")).fails(404, "NotFound"));
        checks.add("an update of another name than the path's is refused", api -> {
            String name = api.name();
            api.post("configmaps", api.configMap(name, "{}")).is(201);
            api.put("configmaps/" + name, api.configMap("other", "{}")).fails(400, "BadRequest")
                    .says("the name of the object (other) does not match the name on the URL (" + name + ")");
        });
        checks.add("an update of another uid is refused", api -> {
            String name = api.name();
            api.post("configmaps", api.configMap(name, "{}")).is(201);
            api.put("configmaps/" + name, api.configMap(name, "{'a':'1'}").replace("'name'", "'uid':'other','name'"))
                    .fails(409, "Conflict").says("Precondition failed: UID in precondition: other");
        });
        checks.add("an update keeps uid and time of creation", api -> {
            String name = api.name();
            Reply made = api.post("configmaps", api.configMap(name, "{}")).is(201);
            api.put("configmaps/" + name, api.configMap(name, "{'a':'1'}")).is(200)
                    .has("/metadata/uid", "'" + made.string("/metadata/uid") + "'")
                    .has("/metadata/creationTimestamp", "'" + made.string("/metadata/creationTimestamp") + "'");
        });
        checks.add("a changed specification counts a generation, labels and status do not", api -> {
            String name = api.name();
            api.post("deployments", api.deployment(name)).is(201).has("/metadata/generation", "1");
            api.patch(Api.MERGE, "deployments/" + name, "{'spec':{'replicas':3}}").is(200).has("/metadata/generation", "2");
            api.patch(Api.MERGE, "deployments/" + name, "{'metadata':{'labels':{'l':'1'}}}").is(200).has("/metadata/generation", "2");
            api.patch(Api.MERGE, "deployments/" + name + "/status", "{'status':{'observedGeneration':2}}").is(200)
                    .has("/metadata/generation", "2").has("/status/observedGeneration", "2");
        });
        checks.add("what has no status counts no generation", api -> {
            String name = api.name();
            api.post("configmaps", api.configMap(name, "{}")).is(201).lacks("/metadata/generation");
            api.post("services", api.service(name, "{'ports':[{'port':80}]}")).is(201).lacks("/metadata/generation");
        });
        return checks;
    }
}
