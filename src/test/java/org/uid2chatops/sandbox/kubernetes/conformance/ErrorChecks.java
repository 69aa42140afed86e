package org.uid2chatops.sandbox.kubernetes.conformance;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The shapes of failures, and what the server sets itself. */
final class ErrorChecks {

    private ErrorChecks() {
    }

    static Checks all() {
        var checks = new Checks();
        checks.add("an object that is not there is named", api -> api.get("deployments/none").fails(404, "NotFound")
                .about("deployments", "none").has("/details/group", "'apps'").says("deployments.apps \"none\" not found"));
        checks.add("an unknown resource is not found", api -> api.get("/api/v1/namespaces/default/widgets").is(404));
        checks.add("an unknown group is not found", api -> api.get("/apis/none.example.com/v1/widgets").is(404));
        checks.add("a namespace that is not there takes nothing", api -> api
                .post("/api/v1/namespaces/none/configmaps", "{'metadata':{'name':'x'}}").fails(404, "NotFound")
                .about("namespaces", "none"));
        checks.add("an object that exists is not made again", api -> {
            String name = api.name();
            api.post("configmaps", api.configMap(name, "{}")).is(201);
            api.post("configmaps", api.configMap(name, "{}")).fails(409, "AlreadyExists").about("configmaps", name)
                    .says("configmaps \"" + name + "\" already exists");
        });
        checks.add("a method that a path does not have is refused",
                api -> api.post("configmaps/x", "{}").fails(405, "MethodNotAllowed"));
        checks.add("a body of an unknown type is refused",
                api -> api.send("POST", "configmaps", "text/plain", "{}").fails(415, "UnsupportedMediaType"));
        checks.add("a patch of an unknown type is refused", api -> {
            String name = api.name();
            api.post("configmaps", api.configMap(name, "{}")).is(201);
            api.patch(Api.JSON, "configmaps/" + name, "{}").fails(415, "UnsupportedMediaType");
        });
        checks.add("an answer in an unknown type is refused", api -> api
                .sendWith(Map.of("Accept", "text/csv"), "GET", "configmaps", "", "").fails(406, "NotAcceptable"));
        checks.add("an unknown token is refused", api -> api
                .sendWith(Map.of("Authorization", "Bearer nonsense"), "GET", "configmaps", "", "").fails(401, "Unauthorized"));
        checks.add("generateName is completed", api -> {
            Reply made = api.post("configmaps", "{'metadata':{'generateName':'gen-'}}").is(201);
            assertThat(made.string("/metadata/name")).matches("gen-[a-z0-9]{5}");
        });
        checks.add("uid, time and generation are the server's own", api -> {
            Reply made = api.post("deployments", api.deployment(api.name()).replace("'metadata':{'name'",
                    "'metadata':{'uid':'mine','creationTimestamp':'2001-01-01T00:00:00Z','generation':7,'name'")).is(201)
                    .has("/metadata/generation", "1");
            assertThat(made.string("/metadata/uid")).hasSize(36);
            assertThat(made.string("/metadata/creationTimestamp")).isGreaterThan("2020");
        });
        checks.add("a new object with a resourceVersion is refused", api -> {
            Reply reply = api.post("configmaps", "{'metadata':{'name':'" + api.name() + "','resourceVersion':'1'}}");
            assertThat(reply.code()).isEqualTo(500);
            reply.says("resourceVersion should not be set on objects to be created");
        });
        checks.add("a dry run creates nothing", api -> {
            String name = api.name();
            Reply made = api.post("deployments?dryRun=All", api.deployment(name)).is(201).lacks("/metadata/resourceVersion");
            assertThat(made.string("/metadata/uid")).hasSize(36);
            api.get("deployments/" + name).is(404);
            api.post("deployments?dryRun=All", api.deployment(name).replace("'replicas':2", "'replicas':-1")).fails(422, "Invalid");
        });
        checks.add("a dry run of an unknown kind is refused",
                api -> api.post("configmaps?dryRun=Some", api.configMap(api.name(), "{}")).fails(422, "Invalid"));
        defaults(checks);
        return checks;
    }

    private static void defaults(Checks checks) {
        checks.add("a deployment gets its defaults", api -> api.post("deployments", api.deployment(api.name()).replace("'replicas':2,", ""))
                .is(201)
                .has("/spec",
                        """
                                {'replicas':1,'selector':{'matchLabels':{'app':'a'}},'template':{'metadata':{
                                'labels':{'app':'a'}},'spec':{'containers':[{'name':'a','image':'a:1','resources':{},
                                'terminationMessagePath':'/dev/termination-log','terminationMessagePolicy':'File','imagePullPolicy':'IfNotPresent'}],
                                'restartPolicy':'Always','terminationGracePeriodSeconds':30,'dnsPolicy':'ClusterFirst','securityContext':{},
                                'schedulerName':'default-scheduler'}},'strategy':{'type':'RollingUpdate','rollingUpdate':{'maxUnavailable':'25%',
                                'maxSurge':'25%'}},'revisionHistoryLimit':10,'progressDeadlineSeconds':600}""")
                .has("/status", "{}"));
        checks.add("a container's parts get their defaults", api -> api.post("deployments", api.deployment(api.name(), 1, """
                {'name':'a','image':'a','ports':[{'containerPort':80}],'resources':{'limits':{'cpu':1,'memory':'1Gi'}},
                 'env':[{'name':'N','valueFrom':{'fieldRef':{'fieldPath':'metadata.name'}}}],'readinessProbe':{'httpGet':{'port':80}}}"""))
                .is(201).has("/spec/template/spec/containers/0", """
                        {'name':'a','image':'a','ports':[{'containerPort':80,'protocol':'TCP'}],
                         'env':[{'name':'N','valueFrom':{'fieldRef':{'apiVersion':'v1','fieldPath':'metadata.name'}}}],
                         'resources':{'limits':{'cpu':'1','memory':'1Gi'}},
                         'readinessProbe':{'httpGet':{'path':'/','port':80,'scheme':'HTTP'},'timeoutSeconds':1,'periodSeconds':10,
                         'successThreshold':1,'failureThreshold':3},'terminationMessagePath':'/dev/termination-log',
                         'terminationMessagePolicy':'File','imagePullPolicy':'Always'}"""));
        checks.add("a service gets an address and its defaults", api -> {
            Reply made = api.post("services", api.service(api.name(), "{'type':'LoadBalancer','ports':[{'port':80}]}")).is(201)
                    .has("/spec/sessionAffinity", "'None'").has("/spec/externalTrafficPolicy", "'Cluster'")
                    .has("/spec/ports/0/protocol", "'TCP'").has("/spec/ports/0/targetPort", "80").has("/status", "{'loadBalancer':{}}");
            assertThat(made.string("/spec/clusterIP")).matches("[0-9.]+");
            assertThat(made.at("/spec/ports/0/nodePort").asInt()).isBetween(30000, 32767);
        });
        checks.add("a secret's text becomes data", api -> api
                .post("secrets", "{'metadata':{'name':'" + api.name() + "'},'stringData':{'a':'b'}}").is(201)
                .has("/data", "{'a':'Yg=='}").has("/type", "'Opaque'").lacks("/stringData"));
    }
}
