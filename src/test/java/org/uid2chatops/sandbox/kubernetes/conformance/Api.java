package org.uid2chatops.sandbox.kubernetes.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;

/**
 * Plain HTTP to the API server under test, as a client named {@code conformance}. Bodies are JSON written with single
 * quotes. Paths name a resource within the test's namespace, as {@code deployments/web/scale}, unless they start with a
 * slash.
 */
final class Api implements AutoCloseable {

    static final String JSON = "application/json";
    static final String APPLY = "application/apply-patch+yaml";
    static final String MERGE = "application/merge-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";
    static final String JSON_PATCH = "application/json-patch+json";
    private static final Set<String> APPS = Set.of("deployments", "replicasets", "statefulsets");
    private final Config config;
    private final int secondsToABookmark;
    private final HttpClient http;
    private final String namespace;
    private final AtomicInteger names = new AtomicInteger();

    /** @param secondsToABookmark how long a watch must last to get one: a real server sends it two seconds before the end */
    Api(Config config, String namespace, int secondsToABookmark) throws Exception {
        this.secondsToABookmark = secondsToABookmark;
        this.config = config;
        this.namespace = namespace;
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(SSLUtils.sslContext(config)).build();
    }

    String namespace() {
        return namespace;
    }

    int secondsToABookmark() {
        return secondsToABookmark;
    }

    /** Returns a name that no check has used. */
    String name() {
        return "n" + names.incrementAndGet();
    }

    /** Returns the server's minor version. */
    int minor() throws Exception {
        return Integer.parseInt(get("/version").string("/minor").replaceAll("\\D", ""));
    }

    Reply get(String path) throws Exception {
        return send("GET", path, "", "");
    }

    Reply post(String path, String body) throws Exception {
        return send("POST", path, JSON, body);
    }

    Reply put(String path, String body) throws Exception {
        return send("PUT", path, JSON, body);
    }

    Reply patch(String type, String path, String body) throws Exception {
        return send("PATCH", path, type, body);
    }

    /** @param manager whose configuration it is; may go on with further parameters: {@code bot&force=true} */
    Reply apply(String manager, String path, String body) throws Exception {
        return send("PATCH", path + "?fieldManager=" + manager, APPLY, body);
    }

    Reply delete(String path) throws Exception {
        return send("DELETE", path, "", "");
    }

    Reply delete(String path, String options) throws Exception {
        return send("DELETE", path, JSON, options);
    }

    Reply send(String method, String path, String type, String body) throws Exception {
        var answer = http.send(request(method, path, type, body, Map.of()), HttpResponse.BodyHandlers.ofString());
        return new Reply(answer.statusCode(), answer.body());
    }

    Reply sendWith(Map<String, String> headers, String method, String path, String type, String body) throws Exception {
        var answer = http.send(request(method, path, type, body, headers), HttpResponse.BodyHandlers.ofString());
        return new Reply(answer.statusCode(), answer.body());
    }

    InputStream stream(String path) throws IOException, InterruptedException {
        return http.send(request("GET", path, "", "", Map.of()), HttpResponse.BodyHandlers.ofInputStream()).body();
    }

    private HttpRequest request(String method, String path, String type, String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(config.getMasterUrl().replaceFirst("/+$", "") + whole(path)))
                .header("User-Agent", "conformance/1").header("Authorization", "Bearer " + config.getAutoOAuthToken())
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'), StandardCharsets.UTF_8));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        headers.forEach(request::setHeader);
        return request.build();
    }

    private String whole(String path) {
        if (path.startsWith("/")) {
            return path;
        }
        boolean apps = APPS.contains(path.split("[/?]")[0]);
        return (apps ? "/apis/apps/v1" : "/api/v1") + "/namespaces/" + namespace + "/" + path;
    }

    String configMap(String name, String data) {
        return "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'" + name + "'},'data':" + data + "}";
    }

    String deployment(String name) {
        return deployment(name, 2, "{'name':'a','image':'a:1'}");
    }

    String deployment(String name, int replicas, String containers) {
        return String.format(Locale.ROOT, "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'%s'},'spec':{'replicas':%d,"
                + "'selector':{'matchLabels':{'app':'a'}},'template':{'metadata':{'labels':{'app':'a'}},'spec':{'containers':[%s]}}}}",
                name, replicas, containers);
    }

    String service(String name, String spec) {
        return "{'apiVersion':'v1','kind':'Service','metadata':{'name':'" + name + "'},'spec':" + spec + "}";
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
