package org.uid2chatops.sandbox.kubernetes.conformance;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code status}, {@code scale}, {@code binding} and {@code log}. */
final class SubresourceChecks {

    private SubresourceChecks() {
    }

    /** A pod that needs no service account. */
    static String pod(String name) {
        return "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'" + name
                + "'},'spec':{'automountServiceAccountToken':false,'containers':[{'name':'a','image':'a:1'},{'name':'b','image':'b:1'}]}}";
    }

    static Reply bind(Api api, String pod, String node) throws Exception {
        return api.post("pods/" + pod + "/binding",
                "{'metadata':{'name':'" + pod + "'},'target':{'kind':'Node','name':'" + node + "'}}");
    }

    static Checks all() {
        var checks = new Checks();
        checks.add("scale tells the replicas and the selector", api -> {
            String name = api.name();
            api.post("deployments", api.deployment(name)).is(201);
            api.get("deployments/" + name + "/scale").is(200).has("/kind", "'Scale'").has("/apiVersion", "'autoscaling/v1'")
                    .has("/spec", "{'replicas':2}").has("/status", "{'replicas':0,'selector':'app=a'}");
        });
        checks.add("an update of scale changes the replicas and counts a generation", api -> {
            String name = api.name();
            api.post("deployments", api.deployment(name)).is(201);
            api.put("deployments/" + name + "/scale", "{'metadata':{'name':'" + name + "','namespace':'" + api.namespace()
                    + "'},'spec':{'replicas':5}}").is(200).has("/spec/replicas", "5");
            api.get("deployments/" + name).has("/spec/replicas", "5").has("/metadata/generation", "2");
        });
        checks.add("a patch of scale changes the replicas", api -> {
            String name = api.name();
            api.post("deployments", api.deployment(name)).is(201);
            api.patch(Api.MERGE, "deployments/" + name + "/scale", "{'spec':{'replicas':0}}").is(200).has("/kind", "'Scale'");
            api.get("deployments/" + name).has("/spec/replicas", "0");
        });
        checks.add("a negative scale is refused", api -> {
            String name = api.name();
            api.post("deployments", api.deployment(name)).is(201);
            api.patch(Api.MERGE, "deployments/" + name + "/scale", "{'spec':{'replicas':-1}}").fails(422, "Invalid").cause("spec.replicas",
                    "FieldValueInvalid");
        });
        checks.add("what has no scale has no such path", api -> {
            String name = api.name();
            api.post("configmaps", api.configMap(name, "{}")).is(201);
            api.get("configmaps/" + name + "/scale").is(404);
        });
        checks.add("an update of the object leaves its status as it is", api -> {
            String name = api.name();
            api.post("deployments", api.deployment(name).replace("'spec'", "'status':{'replicas':9},'spec'")).is(201)
                    .lacks("/status/replicas");
            api.patch(Api.MERGE, "deployments/" + name, "{'status':{'replicas':9}}").is(200).lacks("/status/replicas");
        });
        checks.add("an update of the status leaves the object as it is", api -> {
            String name = api.name();
            api.post("deployments", api.deployment(name)).is(201);
            api.patch(Api.MERGE, "deployments/" + name + "/status",
                    "{'metadata':{'labels':{'l':'1'}},'spec':{'replicas':7},'status':{'replicas':1}}").is(200)
                    .has("/status", "{'replicas':1}").has("/spec/replicas", "2").lacks("/metadata/labels");
        });
        checks.add("an annotation of a deployment comes with its status", api -> {
            String name = api.name();
            api.post("deployments", api.deployment(name)).is(201);
            api.patch(Api.MERGE, "deployments/" + name + "/status", "{'metadata':{'annotations':{'n':'1'}}}").is(200)
                    .has("/metadata/annotations", "{'n':'1'}").has("/metadata/generation", "1");
        });
        checks.add("conditions of a status are found by their type", api -> {
            String name = api.name();
            api.post("pods", pod(name)).is(201);
            String condition = "{'status':{'conditions':[{'type':'%s','status':'%s'}]}}";
            api.patch(Api.STRATEGIC, "pods/" + name + "/status", condition.formatted("Ready", "False")).is(200);
            api.patch(Api.STRATEGIC, "pods/" + name + "/status", condition.formatted("Ready", "True")).is(200);
            Reply patched = api.patch(Api.STRATEGIC, "pods/" + name + "/status", condition.formatted("Other", "True")).is(200);
            assertThat(patched.at("/status/conditions")).hasSize(2)
                    .allSatisfy(one -> assertThat(one.path("status").asString("")).isEqualTo("True"));
        });
        checks.add("a pod is bound once", api -> {
            String name = api.name();
            api.post("pods", pod(name)).is(201);
            bind(api, name, "one").is(201).has("/kind", "'Status'").has("/status",
                    "'Success'");
            api.get("pods/" + name).has("/spec/nodeName", "'one'");
            bind(api, name, "two").fails(409, "Conflict");
            api.delete("pods/" + name + "?gracePeriodSeconds=0").is(200);
        });
        checks.add("the log of a pod with two containers wants to know which", api -> {
            String name = api.name();
            api.post("pods", pod(name)).is(201);
            api.get("pods/" + name + "/log").fails(400, "BadRequest").says("a container name must be specified for pod " + name)
                    .says("[a b]");
            api.get("pods/" + name + "/log?container=c").fails(400, "BadRequest").says("container c is not valid for pod " + name);
        });
        return checks;
    }
}
