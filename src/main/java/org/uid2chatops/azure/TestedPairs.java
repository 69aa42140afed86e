package org.uid2chatops.azure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Which AKS versions a virtual-node chart is tested with. The pairs are data: see the JSON file of the same name. */
record TestedPairs(String source, List<Pair> pairs, String judgedUpTo) {

    /** A chart's version encodes its Kubernetes minor: 1.3409.26080501 is of 1.34. Source: the chart's repository. */
    private static final Pattern CHART = Pattern.compile("(\\d+)\\.(\\d{2})(\\d{2})\\.\\d+");

    /** @param from the first chart version it holds for, if not all of that minor */
    record Pair(String chart, @Nullable String from, List<String> tested, @Nullable List<String> unknown) {
    }

    /** What is known of a pair. */
    enum Verdict {
        TESTED,
        UNKNOWN,
        FAILS
    }

    static TestedPairs bundled() {
        try (InputStream in = TestedPairs.class.getResourceAsStream("tested-pairs.json")) {
            return JsonMapper.builder().build().readValue(in, TestedPairs.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the AKS minors that a chart is tested with, oldest first; empty if the chart's version says no Kubernetes minor. */
    SortedSet<Version> testedWith(String chartVersion) {
        var all = new TreeSet<Version>();
        matching(chartVersion).forEach(pair -> pair.tested().forEach(minor -> all.add(Version.of(minor))));
        return all;
    }

    Verdict verdict(String chartVersion, Version kubernetes) {
        Version minor = kubernetes.minor();
        if (testedWith(chartVersion).contains(minor)) {
            return Verdict.TESTED;
        }
        List<Pair> known = matching(chartVersion);
        boolean open = known.isEmpty() || minor.compareTo(Version.of(judgedUpTo)) > 0 || known.stream()
                .anyMatch(pair -> pair.unknown() != null && pair.unknown().contains(minor.toString()));
        return open ? Verdict.UNKNOWN : Verdict.FAILS;
    }

    private List<Pair> matching(String chartVersion) {
        Matcher parts = CHART.matcher(chartVersion);
        if (!parts.matches()) {
            return List.of();
        }
        String minor = parts.group(1) + "." + Integer.parseInt(parts.group(2));
        Version chart = Version.of(chartVersion);
        return pairs.stream().filter(pair -> pair.chart().equals(minor))
                .filter(pair -> pair.from() == null || chart.compareTo(Version.of(pair.from())) >= 0).toList();
    }
}
