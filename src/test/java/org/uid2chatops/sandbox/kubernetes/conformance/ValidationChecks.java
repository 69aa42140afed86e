package org.uid2chatops.sandbox.kubernetes.conformance;

/** What is refused, and in which words. */
final class ValidationChecks {

    private ValidationChecks() {
    }

    static Checks all() {
        var checks = new Checks();
        refused(checks, "a name with capitals", "configmaps", "{'metadata':{'name':'Bad_Name'}}", "metadata.name", "FieldValueInvalid");
        refused(checks, "a missing name", "configmaps", "{'metadata':{}}", "metadata.name", "FieldValueRequired");
        refused(checks, "a label's value with a space", "configmaps", "{'metadata':{'name':'x','labels':{'a':'b c'}}}",
                "metadata.labels", "FieldValueInvalid");
        refused(checks, "a label's value of 64 characters", "configmaps",
                "{'metadata':{'name':'x','labels':{'a':'" + "b".repeat(64) + "'}}}", "metadata.labels", "FieldValueInvalid");
        refused(checks, "a label's name with a space", "configmaps", "{'metadata':{'name':'x','labels':{'a b':'c'}}}", "metadata.labels",
                "FieldValueInvalid");
        refused(checks, "an annotation's name with two slashes", "configmaps", "{'metadata':{'name':'x','annotations':{'a/b/c':'d'}}}",
                "metadata.annotations", "FieldValueInvalid");
        refused(checks, "a key of a ConfigMap with a space", "configmaps", "{'metadata':{'name':'x'},'data':{'a b':'c'}}", "data[a b]",
                "FieldValueInvalid");
        workloads(checks);
        refused(checks, "a service without ports", "services", "{'metadata':{'name':'x'},'spec':{}}", "spec.ports",
                "FieldValueRequired");
        refused(checks, "a port beyond 65535", "services", "{'metadata':{'name':'x'},'spec':{'ports':[{'port':70000}]}}",
                "spec.ports[0].port", "FieldValueInvalid");
        refused(checks, "an unknown type of service", "services",
                "{'metadata':{'name':'x'},'spec':{'type':'Public','ports':[{'port':80}]}}", "spec.type", "FieldValueNotSupported");
        refused(checks, "two nameless ports", "services", "{'metadata':{'name':'x'},'spec':{'ports':[{'port':80},{'port':81}]}}",
                "spec.ports[0].name", "FieldValueRequired");
        immutable(checks);
        checks.add("a namespace that is not the path's is refused", api -> api
                .post("configmaps", "{'metadata':{'name':'x','namespace':'other'}}").fails(400, "BadRequest").says("namespace"));
        checks.add("a kind that is not the path's is refused", api -> api
                .post("configmaps", "{'apiVersion':'v1','kind':'Secret','metadata':{'name':'x'}}").fails(400, "BadRequest"));
        checks.add("a version that is not the path's is refused",
                api -> api.post("deployments", api.deployment(api.name()).replace("apps/v1", "apps/v2")).fails(400, "BadRequest"));
        checks.add("a body that is no JSON is refused", api -> api.post("configmaps", "{'metadata':").fails(400, "BadRequest"));
        checks.add("text where a number belongs is refused", api -> api
                .post("deployments", api.deployment(api.name()).replace("'replicas':2", "'replicas':'two'")).fails(400, "BadRequest"));
        checks.add("a number where text belongs is refused",
                api -> api.post("configmaps", api.configMap(api.name(), "{'a':1}")).fails(400, "BadRequest"));
        checks.add("a quantity that is none is refused",
                api -> api.post("deployments", container(api, "'resources':{'limits':{'cpu':'lots'}}")).fails(400, "BadRequest"));
        checks.add("a secret that is not base64 is refused",
                api -> api.post("secrets", "{'metadata':{'name':'x'},'data':{'a':'%'}}").fails(400, "BadRequest"));
        checks.add("an unknown field is dropped", api -> {
            String name = api.name();
            api.post("deployments", api.deployment(name).replace("'replicas'", "'replica':3,'replicas'")).is(201).lacks("/spec/replica");
            api.get("deployments/" + name).lacks("/spec/replica");
        });
        checks.add("an unknown field is refused if the client asks for strictness (1.25 and later)", api -> {
            String body = api.deployment(api.name()).replace("'replicas'", "'replica':3,'replicas'");
            Reply reply = api.post("deployments?fieldValidation=Strict", body);
            if (api.minor() >= 25) {
                reply.fails(400, "BadRequest").says("strict decoding error: unknown field \"spec.replica\"");
            } else {
                reply.is(201);
            }
        });
        return checks;
    }

    private static void workloads(Checks checks) {
        String pod = "spec.template.spec.";
        deployment(checks, "a negative number of replicas", "'replicas':2", "'replicas':-1", "spec.replicas", "FieldValueInvalid");
        deployment(checks, "a selector that does not match the template", "'labels':{'app':'a'}", "'labels':{'app':'b'}",
                "spec.template.metadata.labels", "FieldValueInvalid");
        deployment(checks, "a missing selector", "'selector':{'matchLabels':{'app':'a'}},", "", "spec.selector", "FieldValueRequired");
        deployment(checks, "a workload without containers", "{'name':'a','image':'a:1'}", "", pod + "containers", "FieldValueRequired");
        deployment(checks, "a container without a name", "'name':'a',", "", pod + "containers[0].name", "FieldValueRequired");
        deployment(checks, "a container without an image", ",'image':'a:1'", "", pod + "containers[0].image", "FieldValueRequired");
        deployment(checks, "a container's name with capitals", "'name':'a',", "'name':'A',", pod + "containers[0].name",
                "FieldValueInvalid");
        deployment(checks, "two containers of one name", "{'name':'a','image':'a:1'}",
                "{'name':'a','image':'a:1'},{'name':'a','image':'b:1'}",
                pod + "containers[1].name", "FieldValueDuplicate");
        deployment(checks, "an unknown pull policy", "'image':'a:1'", "'image':'a:1','imagePullPolicy':'Sometimes'",
                pod + "containers[0].imagePullPolicy", "FieldValueNotSupported");
        deployment(checks, "a deployment whose pods end", "'containers'", "'restartPolicy':'Never','containers'", pod + "restartPolicy",
                "FieldValueNotSupported");
        deployment(checks, "a variable without a name", "'image':'a:1'", "'image':'a:1','env':[{'value':'b'}]",
                pod + "containers[0].env[0].name", "FieldValueRequired");
        deployment(checks, "a container's port beyond 65535", "'image':'a:1'", "'image':'a:1','ports':[{'containerPort':70000}]",
                pod + "containers[0].ports[0].containerPort", "FieldValueInvalid");
        deployment(checks, "a mount of a volume that is not there", "'image':'a:1'",
                "'image':'a:1','volumeMounts':[{'name':'v','mountPath':'/v'}]", pod + "containers[0].volumeMounts[0].name",
                "FieldValueNotFound");
        deployment(checks, "an unknown strategy", "'replicas':2", "'replicas':2,'strategy':{'type':'Hope'}", "spec.strategy",
                "FieldValueNotSupported");
    }

    private static void immutable(Checks checks) {
        checks.add("a deployment's selector cannot be changed", api -> {
            String name = api.name();
            api.post("deployments", api.deployment(name)).is(201);
            api.put("deployments/" + name, api.deployment(name).replace("'app':'a'", "'app':'b'")).fails(422, "Invalid")
                    .about("Deployment", name).cause("spec.selector", "FieldValueInvalid").says("field is immutable");
        });
        checks.add("a secret's type cannot be changed", api -> {
            String name = api.name();
            api.post("secrets", "{'metadata':{'name':'" + name + "'},'type':'a/b'}").is(201);
            api.put("secrets/" + name, "{'metadata':{'name':'" + name + "'},'type':'a/c'}").fails(422, "Invalid").cause("type",
                    "FieldValueInvalid");
        });
        checks.add("what is marked immutable cannot be changed", api -> {
            String name = api.name();
            String map = api.configMap(name, "{'a':'1'},'immutable':true");
            api.post("configmaps", map).is(201);
            api.put("configmaps/" + name, map.replace("'1'", "'2'")).fails(422, "Invalid").cause("data", "FieldValueForbidden");
        });
        checks.add("a service's address within the cluster cannot be changed", api -> {
            String name = api.name();
            Reply made = api.post("services", api.service(name, "{'ports':[{'port':80}]}")).is(201);
            api.patch(Api.MERGE, "services/" + name, "{'spec':{'clusterIP':'10.96.9.9','clusterIPs':['10.96.9.9']}}").fails(422, "Invalid");
            api.get("services/" + name).has("/spec/clusterIP", "'" + made.string("/spec/clusterIP") + "'");
        });
    }

    private static String container(Api api, String field) {
        return api.deployment(api.name(), 1, "{'name':'a','image':'a:1'," + field + "}");
    }

    private static void refused(Checks checks, String what, String resource, String body, String field, String reason) {
        checks.add(what + " is refused", api -> api.post(resource, body).fails(422, "Invalid").says(field + ": ").cause(field, reason));
    }

    private static void deployment(Checks checks, String what, String part, String wrong, String field, String reason) {
        checks.add(what + " is refused", api -> {
            String name = api.name();
            api.post("deployments", api.deployment(name).replace(part, wrong)).fails(422, "Invalid").about("Deployment", name)
                    .says("Deployment.apps \"" + name + "\" is invalid: ").cause(field, reason).has("/details/group", "'apps'");
        });
    }
}
