package org.uid2chatops.sandbox.kubernetes.conformance;

import static org.assertj.core.api.Assertions.assertThat;

/** Deletion: propagation, preconditions, finalizers. */
final class DeletionChecks {

    private DeletionChecks() {
    }

    private static Reply made(Api api, String name) throws Exception {
        return api.post("deployments", api.deployment(name)).is(201);
    }

    static Checks all() {
        var checks = new Checks();
        checks.add("a deleted object is named with its uid", api -> {
            String name = api.name();
            Reply made = api.post("configmaps", api.configMap(name, "{}")).is(201);
            api.delete("configmaps/" + name).is(200).has("/kind", "'Status'").has("/status", "'Success'").about("configmaps", name)
                    .has("/details/uid", "'" + made.string("/metadata/uid") + "'");
            api.get("configmaps/" + name).is(404);
            api.delete("configmaps/" + name).fails(404, "NotFound");
        });
        checks.add("in the background the object goes at once", api -> {
            String name = api.name();
            made(api, name);
            api.delete("deployments/" + name, "{'propagationPolicy':'Background'}").is(200).has("/status", "'Success'");
            api.get("deployments/" + name).is(404);
        });
        checks.add("in the foreground the object stays for its dependents", api -> {
            String name = api.name();
            made(api, name);
            api.delete("deployments/" + name, "{'propagationPolicy':'Foreground'}").is(200).has("/metadata/finalizers",
                    "['foregroundDeletion']");
            assertThat(api.get("deployments/" + name).is(200).string("/metadata/deletionTimestamp")).isNotEmpty();
            api.patch(Api.MERGE, "deployments/" + name, "{'metadata':{'finalizers':null}}").is(200);
            api.get("deployments/" + name).is(404);
        });
        checks.add("an object that orphans its dependents stays until they are", api -> {
            String name = api.name();
            made(api, name);
            api.delete("deployments/" + name + "?propagationPolicy=Orphan").is(200).has("/metadata/finalizers", "['orphan']");
            api.patch(Api.MERGE, "deployments/" + name, "{'metadata':{'finalizers':null}}").is(200);
            api.get("deployments/" + name).is(404);
        });
        checks.add("an unknown propagation policy is refused", api -> {
            String name = api.name();
            made(api, name);
            api.delete("deployments/" + name, "{'propagationPolicy':'Sideways'}").fails(422, "Invalid").cause("propagationPolicy",
                    "FieldValueNotSupported");
        });
        checks.add("preconditions on uid and version are kept", api -> {
            String name = api.name();
            Reply made = made(api, name);
            api.delete("deployments/" + name, "{'preconditions':{'uid':'other'}}").fails(409, "Conflict")
                    .says("the UID in the precondition (other) does not match the UID in record");
            api.delete("deployments/" + name, "{'preconditions':{'resourceVersion':'1'}}").fails(409, "Conflict")
                    .says("the ResourceVersion in the precondition (1) does not match the ResourceVersion in record");
            api.delete("deployments/" + name, "{'preconditions':{'uid':'" + made.string("/metadata/uid") + "'}}").is(200);
        });
        checks.add("a finalizer keeps the object until it is taken away", api -> {
            String name = api.name();
            api.post("configmaps", api.configMap(name, "{}").replace("'name'", "'finalizers':['x/a'],'name'")).is(201);
            Reply leaving = api.delete("configmaps/" + name).is(200).has("/kind", "'ConfigMap'");
            assertThat(leaving.string("/metadata/deletionTimestamp")).isNotEmpty();
            api.delete("configmaps/" + name).is(200).has("/metadata/deletionTimestamp",
                    "'" + leaving.string("/metadata/deletionTimestamp") + "'");
            api.patch(Api.MERGE, "configmaps/" + name, "{'metadata':{'finalizers':['x/a','x/b']}}").fails(422, "Invalid")
                    .cause("metadata.finalizers", "FieldValueForbidden");
            api.patch(Api.MERGE, "configmaps/" + name, "{'metadata':{'finalizers':[]}}").is(200);
            api.get("configmaps/" + name).is(404);
        });
        checks.add("a deletion counts a generation", api -> {
            String name = api.name();
            made(api, name);
            api.delete("deployments/" + name, "{'propagationPolicy':'Foreground'}").is(200).has("/metadata/generation", "2");
            api.patch(Api.MERGE, "deployments/" + name, "{'metadata':{'finalizers':null}}").is(200);
        });
        checks.add("a dry run deletes nothing", api -> {
            String name = api.name();
            made(api, name);
            api.delete("deployments/" + name + "?dryRun=All").is(200);
            api.get("deployments/" + name).is(200).lacks("/metadata/deletionTimestamp");
        });
        checks.add("a collection is deleted by a selector", api -> {
            String name = api.name();
            for (String one : new String[]{"a", "b"}) {
                api.post("configmaps", api.configMap(name + one, "{}").replace("'name'", "'labels':{'d':'" + one + "'},'name'")).is(201);
            }
            api.delete("configmaps?labelSelector=d%3Da").is(200);
            api.get("configmaps/" + name + "a").is(404);
            api.get("configmaps/" + name + "b").is(200);
        });
        checks.add("a pod on a node is given its time to end", api -> {
            String name = api.name();
            api.post("pods", SubresourceChecks.pod(name)).is(201);
            SubresourceChecks.bind(api, name, "none").is(201);
            api.delete("pods/" + name, "{'gracePeriodSeconds':7}").is(200).has("/metadata/deletionGracePeriodSeconds", "7");
            api.get("pods/" + name).is(200);
            api.delete("pods/" + name, "{'gracePeriodSeconds':0}").is(200);
            api.get("pods/" + name).is(404);
        });
        checks.add("a pod that no node has goes at once", api -> {
            String name = api.name();
            api.post("pods", SubresourceChecks.pod(name)).is(201);
            api.delete("pods/" + name).is(200);
            api.get("pods/" + name).is(404);
        });
        return checks;
    }
}
