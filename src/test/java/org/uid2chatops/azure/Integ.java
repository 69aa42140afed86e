package org.uid2chatops.azure;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.uid2chatops.config.AzureCredential;
import org.uid2chatops.config.DeploymentEnvironment;
import org.uid2chatops.config.OperatorKeySource;
import org.uid2chatops.config.Target;
import org.uid2chatops.sandbox.Place;

/** The target {@code integ} with the guide's own names and values, one thing altered at a time. */
final class Integ {

    static final String KEY = "UID2-O-I-123-sandbox.integ.key";

    private Integ() {
    }

    static Target target(Path chart, OperatorKeySource key) {
        Place place = Place.all(0).getFirst();
        return new Target(place.name(), DeploymentEnvironment.INTEG, Place.SUBSCRIPTION,
                new AzureCredential.ClientSecret(Place.TENANT, Place.CLIENT_ID, Place.CLIENT_SECRET), Place.LOCATION,
                Map.of("team", "identity", "managed-by", "uid2-chatops"),
                new Target.Names(place.resourceGroup(), place.virtualNetwork(), place.publicIp(), place.natGateway(), place.cluster(),
                        place.keyVault(), place.keyVaultSecret(), place.managedIdentity()),
                new Target.Network("10.0.0.0/8", new Target.Subnet("default", "10.0.0.0/24", Optional.empty()),
                        new Target.Subnet("aks", "10.1.0.0/16", Optional.empty()),
                        new Target.Subnet("cg", "10.2.0.0/16", Optional.of("Microsoft.ContainerInstance/containerGroups")), "10.4.0.0/16",
                        "10.4.0.10"),
                new Target.Cluster(Optional.empty(), "oprnodepool", "Standard_D4d_v5", 2, 2, 5), Path.of("release"), key, chart, false);
    }

    static Target target() {
        return target(Path.of("chart"), new OperatorKeySource.InVault());
    }

    static Target with(Target was, Map<String, String> tags) {
        return new Target(was.name(), was.environment(), was.subscriptionId(), was.credential(), was.location(), tags, was.names(),
                was.network(), was.cluster(), was.release(), was.operatorKey(), was.chart(), was.approvalWanted());
    }

    static Target at(Target was, String location) {
        return new Target(was.name(), was.environment(), was.subscriptionId(), was.credential(), location, was.tags(), was.names(),
                was.network(), was.cluster(), was.release(), was.operatorKey(), was.chart(), was.approvalWanted());
    }

    static Target signedInWith(Target was, AzureCredential credential) {
        return new Target(was.name(), was.environment(), was.subscriptionId(), credential, was.location(), was.tags(), was.names(),
                was.network(), was.cluster(), was.release(), was.operatorKey(), was.chart(), was.approvalWanted());
    }

    static Target withKey(Target was, OperatorKeySource key) {
        return new Target(was.name(), was.environment(), was.subscriptionId(), was.credential(), was.location(), was.tags(), was.names(),
                was.network(), was.cluster(), was.release(), key, was.chart(), was.approvalWanted());
    }

    static Target clustered(Target was, UnaryOperator<Target.Cluster> cluster) {
        return new Target(was.name(), was.environment(), was.subscriptionId(), was.credential(), was.location(), was.tags(), was.names(),
                was.network(), cluster.apply(was.cluster()), was.release(), was.operatorKey(), was.chart(), was.approvalWanted());
    }

    static Target inVersion(Target was, String version) {
        return clustered(was, cluster -> new Target.Cluster(Optional.of(version), cluster.nodePool(), cluster.vmSize(),
                cluster.nodeCount(), cluster.minCount(), cluster.maxCount()));
    }

}
