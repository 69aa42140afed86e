package org.uid2chatops.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

import org.uid2chatops.config.ChartSource;
import org.uid2chatops.config.Target;
import org.uid2chatops.rollout.Cause;

/**
 * Gets the virtual-node charts of targets. What is pinned, by a commit or a digest, is fetched once in the life of the process, into a
 * temporary directory that it alone knows; a directory is read each time. Thread-safe.
 */
@Component
@EnableConfigurationProperties(ChartProperties.class)
public class Charts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Charts.class);
    private final GitCharts git;
    private final RepositoryCharts repositories;
    private final Cache<ChartSource, Chart> fetched = Caffeine.newBuilder().build();

    public Charts(ChartProperties properties) {
        git = new GitCharts(properties.timeout());
        repositories = new RepositoryCharts(properties.timeout());
    }

    /**
     * Returns a target's chart; may wait for the network.
     *
     * @throws UnusableChart if there is none
     * @throws UnreachableChart if its repository does not answer
     */
    public Chart of(Target target) {
        String property = target.property("chart");
        return switch (target.chart()) {
            case ChartSource.Directory(Path path) -> told(target.chart(), property, () -> Chart.read(path));
            case ChartSource.Git source -> fetched.get(source,
                    _ -> told(source, property, () -> fetch(directory -> git.fetch(source, directory))));
            case ChartSource.Repository source -> fetched.get(source,
                    _ -> told(source, property, () -> fetch(directory -> repositories.fetch(source, directory))));
        };
    }

    private interface Reading {
        Chart read() throws Chart.Unfit, IOException;
    }

    private interface Fetching {
        void into(Path empty) throws Chart.Unfit, IOException;
    }

    private static Chart told(ChartSource source, String property, Reading reading) {
        try {
            return reading.read();
        } catch (Chart.Unfit unfit) {
            throw new UnusableChart(new Cause("ChartUnusable", "The virtual-node chart (" + source + "): " + unfit.getMessage() + ".",
                    unfit.next(property)));
        } catch (IOException away) {
            throw new UnreachableChart(new Cause("ChartUnreachable",
                    "The virtual-node chart (" + source + ") cannot be fetched: " + away.getMessage() + ".",
                    "Check that the bot's network reaches that address; or set " + property + " to a directory that holds the chart."),
                    away);
        }
    }

    private static Chart fetch(Fetching fetching) throws Chart.Unfit, IOException {
        Path directory = Files.createTempDirectory("uid2-chart-");
        boolean kept = false;
        try {
            fetching.into(directory);
            Chart chart = Chart.read(directory);
            kept = true;
            return chart;
        } finally {
            if (!kept) {
                FileSystemUtils.deleteRecursively(directory);
            }
        }
    }

    /** Takes the fetched ones away. */
    @Override
    public void close() {
        fetched.asMap().values().forEach(chart -> {
            try {
                FileSystemUtils.deleteRecursively(chart.directory());
            } catch (IOException left) {
                LOG.debug("A fetched chart stays in {}", chart.directory(), left);
            }
        });
        fetched.invalidateAll();
    }
}
