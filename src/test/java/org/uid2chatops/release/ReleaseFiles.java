package org.uid2chatops.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import org.uid2chatops.config.Target;
import org.uid2chatops.testing.TestTarget;

/** A release on disk, with the names, kinds and placeholders of the real ones, and a target that points to it. */
public final class ReleaseFiles {

    public static final String POLICY = Base64.getEncoder()
            .encodeToString("package policy\n\nversion := 1\n".getBytes(StandardCharsets.UTF_8));
    public static final Placeholders VALUES = new Placeholders(
            "/subscriptions/s/resourceGroups/my-vn-aks/providers/Microsoft.ManagedIdentity/userAssignedIdentities/my-vn-aks-opr-id",
            "my-vn-aks-vault", "my-vn-aks-opr-key-name", "integ");
    public static final String MANIFEST = """
            # The operator, three times behind one address.
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: operator-deployment
            spec:
              replicas: 3
              selector:
                matchLabels:
                  app.kubernetes.io/name: operator
              template:
                metadata:
                  labels:
                    app.kubernetes.io/name: operator
                  annotations:
                    microsoft.containerinstance.virtualnode.ccepolicy: POLICY
                    microsoft.containerinstance.virtualnode.identity: IDENTITY_PLACEHOLDER
                    microsoft.containerinstance.virtualnode.injectdns: "false"
                spec:
                  containers:
                  - image: "mcr.microsoft.com/aci/skr:2.7"
                    imagePullPolicy: Always
                    name: skr
                    resources:
                      limits:
                        cpu: 100m
                        memory: 512Mi
                      requests:
                        cpu: 100m
                        memory: 512Mi
                    env:
                    - name: Port
                      value: "9000"
                    command:
                    - /skr.sh
                  - image: ghcr.io/iabtechlab/uid2-operator:5.70.159-r0
                    imagePullPolicy: Always
                    name: uid2-operator
                    resources:
                      limits:
                        memory: "24Gi"
                        cpu: 6
                      requests:
                        cpu: 6
                        memory: 24Gi
                    env:
                    - name: VAULT_NAME
                      value: VAULT_NAME_PLACEHOLDER
                    - name: OPERATOR_KEY_SECRET_NAME
                      value: OPERATOR_KEY_SECRET_NAME_PLACEHOLDER
                    - name: DEPLOYMENT_ENVIRONMENT
                      value: DEPLOYMENT_ENVIRONMENT_PLACEHOLDER
                    ports:
                    - containerPort: 8080
                      protocol: TCP
                    - name: prometheus
                      containerPort: 9080
                      protocol: TCP
                    readinessProbe:
                      httpGet:
                        scheme: HTTP
                        path: /ops/healthcheck
                        port: 8080
                      initialDelaySeconds: 30
                      periodSeconds: 10
                  nodeSelector:
                    virtualization: virtualnode2
                  tolerations:
                  - effect: NoSchedule
                    key: virtual-kubelet.io/provider
                    operator: Exists
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: operator-svc
            spec:
              type: LoadBalancer
              selector:
                app.kubernetes.io/name: operator
              ports:
              - protocol: TCP
                port: 80
                targetPort: 8080
            """.replace("POLICY\n", POLICY + "\n");

    private ReleaseFiles() {
    }

    /** Writes a manifest into a directory and returns the directory. */
    public static Path write(Path directory, String manifest) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("operator.yaml"), manifest);
        return directory;
    }

    /** Returns {@code integ} with the guide's names. */
    public static Target target(Path release, Path chart) {
        return TestTarget.integ().with("release", release).with("chart", chart).read();
    }

    static List<String> placeholders() {
        return List.copyOf(VALUES.byName().keySet());
    }
}
