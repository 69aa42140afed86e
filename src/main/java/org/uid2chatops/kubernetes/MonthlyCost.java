package org.uid2chatops.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import org.uid2chatops.config.Target;
import org.uid2chatops.release.Releases;
import org.uid2chatops.rollout.CostEstimate;
import org.uid2chatops.rollout.CostEstimate.Line;
import org.uid2chatops.rollout.CostEstimator;
import org.uid2chatops.rollout.Release;

/** Adds up list prices: the nodes, the operator's pods, and what stands around them. The prices are data: see prices.json. */
@Component
class MonthlyCost implements CostEstimator {

    private static final BigDecimal HOURS = BigDecimal.valueOf(730);

    private final Prices prices = Prices.bundled();
    private final Releases releases;

    MonthlyCost(Releases releases) {
        this.releases = releases;
    }

    /**
     * Prices in US dollars an hour.
     *
     * @param vm by size
     * @param core of a confidential container
     * @param gigabyte of its memory
     * @param fixed by what it is: what every deployment has once
     */
    record Prices(String source, LocalDate pricesOf, String region, Map<String, BigDecimal> vm, BigDecimal core, BigDecimal gigabyte,
            Map<String, BigDecimal> fixed) {
        static Prices bundled() {
            try (InputStream in = MonthlyCost.class.getResourceAsStream("prices.json")) {
                return JsonMapper.builder().build().readValue(in, Prices.class);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public Optional<CostEstimate> of(Target target, Release release) {
        var cluster = target.cluster();
        return prices.vm().entrySet().stream().filter(price -> price.getKey().equalsIgnoreCase(cluster.vmSize())).findFirst().map(vm -> {
            var lines = new ArrayList<Line>();
            lines.add(line(cluster.nodeCount() + " nodes " + cluster.vmSize(), vm.getValue(), cluster.nodeCount()));
            PodResources pod = PodResources.of(releases.objects(release).deployment());
            BigDecimal hour = pod.cores().multiply(prices.core()).add(pod.memory().multiply(prices.gigabyte()));
            lines.add(line(release.replicas() + " confidential operator pods", hour, release.replicas()));
            new TreeMap<>(prices.fixed()).forEach((what, price) -> lines.add(line(what, price, 1)));
            return new CostEstimate(lines, prices.pricesOf(), prices.region());
        });
    }

    private static Line line(String what, BigDecimal hour, int times) {
        return new Line(what, hour.multiply(HOURS).multiply(BigDecimal.valueOf(times)).setScale(0, RoundingMode.HALF_UP).longValueExact());
    }
}
