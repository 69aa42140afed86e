package org.uid2chatops.sandbox.azure;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * How long Azure's services take, in simulated time. Draws repeat: the same seed, service and resource name give the
 * same duration. The defaults are public observations, thinly evidenced.
 */
public record Latencies(Map<Service, Range> ranges) {

    /** Something that takes its time. */
    public enum Service {
        GROUP,
        GROUP_DELETE,
        PUBLIC_IP,
        NAT_GATEWAY,
        NETWORK,
        IDENTITY,
        VAULT,
        ROLE_ASSIGNMENT,
        ROLE_EFFECT,
        PRINCIPAL_REPLICATION,
        PROVIDER_REGISTRATION,
        CLUSTER_CREATE,
        CLUSTER_UPDATE,
        CLUSTER_UPGRADE,
        CLUSTER_DELETE,
        NETWORK_DELETE,
        VAULT_PURGE
    }

    /** Seconds: nine draws of ten lie evenly between {@code least} and {@code usual}, the tenth in a tail up to {@code most}. */
    public record Range(double least, double usual, double most) {
        public static Range of(double least, double most) {
            return new Range(least, most, most);
        }
    }

    public static final Latencies USUAL = new Latencies(
            Map.ofEntries(Map.entry(Service.GROUP, Range.of(2, 4)), Map.entry(Service.GROUP_DELETE, Range.of(20, 60)),
                    Map.entry(Service.PUBLIC_IP, Range.of(1, 3)), Map.entry(Service.NAT_GATEWAY, Range.of(6, 10)),
                    Map.entry(Service.NETWORK, Range.of(4, 8)), Map.entry(Service.NETWORK_DELETE, Range.of(5, 12)),
                    Map.entry(Service.IDENTITY, Range.of(2, 4)), Map.entry(Service.VAULT, Range.of(30, 180)),
                    Map.entry(Service.VAULT_PURGE, Range.of(5, 20)), Map.entry(Service.ROLE_ASSIGNMENT, Range.of(1, 3)),
                    Map.entry(Service.ROLE_EFFECT, new Range(0, 120, 900)), Map.entry(Service.PRINCIPAL_REPLICATION, new Range(5, 30, 90)),
                    Map.entry(Service.PROVIDER_REGISTRATION, Range.of(30, 120)),
                    Map.entry(Service.CLUSTER_CREATE, new Range(180, 480, 1200)),
                    Map.entry(Service.CLUSTER_UPDATE, Range.of(60, 150)), Map.entry(Service.CLUSTER_UPGRADE, new Range(300, 600, 1200)),
                    Map.entry(Service.CLUSTER_DELETE, Range.of(240, 360))));

    public Latencies {
        ranges = Map.copyOf(ranges);
    }

    /** Returns these with one service's range replaced. */
    public Latencies with(Service service, Range range) {
        var more = new EnumMap<Service, Range>(Service.class);
        more.putAll(ranges);
        more.put(service, range);
        return new Latencies(more);
    }

    Duration draw(long seed, Service service, String name) {
        Range range = ranges.getOrDefault(service, Range.of(0, 0));
        var random = new Random(seed * 31 + (service.name() + "|" + name).hashCode());
        random.nextLong();
        double where = random.nextDouble();
        double seconds = where < 0.9
                ? range.least + (range.usual - range.least) * where / 0.9
                : range.usual + (range.most - range.usual) * Math.pow((where - 0.9) * 10, 2);
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
