package org.uid2chatops.sandbox.azure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.uid2chatops.sandbox.ClusterHost;

/** Notes what the simulated Azure asks of the host of its clusters. */
final class HostUnderTest implements ClusterHost {

    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<Spec> specs = new CopyOnWriteArrayList<>();

    @Override
    public Cluster create(Spec spec) {
        specs.add(spec);
        calls.add("create " + spec.name());
        return new Cluster() {
            @Override
            public void ready() {
                calls.add("ready " + spec.name());
            }

            @Override
            public String kubeconfig() {
                return "kind: Config\n";
            }

            @Override
            public List<String> nodeNames() {
                return List.of("aks-oprnodepool-0");
            }

            @Override
            public void delete() {
                calls.add("delete " + spec.name());
            }
        };
    }
}
