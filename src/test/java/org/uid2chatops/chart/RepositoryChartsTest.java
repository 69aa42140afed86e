package org.uid2chatops.chart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpServer;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.uid2chatops.rollout.Cause;
import org.uid2chatops.testing.TestTarget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Charts out of a chart repository, as {@code helm repo index} lays it out. */
@SuppressWarnings("NullAway.Init")
class RepositoryChartsTest {

    private static final byte[] ARCHIVE = ChartFiles.archive("virtualnode", ChartFiles.files());
    private static final byte[] AWAY = new byte[0];
    private final Map<String, byte[]> served = new ConcurrentHashMap<>();
    private final Charts charts = new Charts(new ChartProperties(Duration.ofSeconds(5)));
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = served.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(body == null ? 404 : body == AWAY ? 503 : 200, body == null || body == AWAY ? -1 : body.length);
            if (body != null && body != AWAY) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        serve("/stable/index.yaml", """
                apiVersion: v1
                entries:
                  virtualnode:
                  - {name: virtualnode, version: 1.3410.26100101, urls: [virtualnode-1.3410.26100101.tgz]}
                  - {name: virtualnode, version: 1.3409.26080501, urls: [archives/virtualnode-1.3409.26080501.tgz]}
                """);
        served.put("/stable/archives/virtualnode-1.3409.26080501.tgz", ARCHIVE);
    }

    @AfterEach
    void stop() {
        charts.close();
        server.stop(0);
    }

    private void serve(String path, String text) {
        served.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_archive_of_that_version_and_digest_is_unpacked() {
        Chart chart = charts.of(target(ARCHIVE).read());

        assertThat(chart.version()).isEqualTo("1.3409.26080501");
        assertThat(chart.files()).containsOnlyKeys("Chart.yaml", "values.yaml", "templates/config.yaml");
    }

    @Test
    void an_archive_that_was_replaced_is_refused() {
        var changed = ChartFiles.files();
        changed.put("templates/config.yaml", "kind: Secret\n");
        served.put("/stable/archives/virtualnode-1.3409.26080501.tgz", ChartFiles.archive("virtualnode", changed));

        assertThat(unusable(target(ARCHIVE)).what()).contains("not the one you set: somebody has replaced it");
    }

    @Test
    void a_version_that_is_not_there_is_told_with_those_that_are() {
        assertThat(unusable(target(ARCHIVE).with("chart.version", "1.3408.26070101")).next())
                .isEqualTo("Set uid2.targets.integ.chart.version to one it has: 1.3410.26100101, 1.3409.26080501.");
    }

    @Test
    void a_file_that_leads_out_of_the_chart_is_refused() {
        byte[] hostile = ChartFiles.archive("virtualnode", Map.of("../../etc/passwd", "root"));
        served.put("/stable/archives/virtualnode-1.3409.26080501.tgz", hostile);

        assertThat(unusable(target(hostile)).what()).contains("outside of the chart");
    }

    @Test
    void an_archive_that_unpacks_to_more_than_a_chart_is_refused() {
        byte[] bomb = ChartFiles.archive("virtualnode", Map.of("values.yaml", "0".repeat(21_000_000)));
        served.put("/stable/archives/virtualnode-1.3409.26080501.tgz", bomb);

        assertThat(bomb).hasSizeLessThan(100_000);
        assertThat(unusable(target(bomb)).what()).contains("larger than a chart is");
    }

    @Test
    void an_archive_that_is_none_is_broken() {
        byte[] broken = {1, 2, 3};
        served.put("/stable/archives/virtualnode-1.3409.26080501.tgz", broken);

        assertThat(unusable(target(broken)).what()).contains("the archive is broken");
    }

    @Test
    void another_place_is_a_mistake_in_the_address() {
        assertThat(unusable(target(ARCHIVE).with("chart.repository", url("/elsewhere"))).what())
                .contains("answers 404 for /elsewhere/index.yaml");
        serve("/html/index.yaml", "<html>\n\tSign in: {please}\n");
        assertThat(unusable(target(ARCHIVE).with("chart.repository", url("/html"))).next()).contains("uid2.targets.integ.chart.repository");
    }

    @Test
    void a_server_in_trouble_may_recover() {
        served.put("/stable/index.yaml", AWAY);
        var away = catchThrowableOfType(UnreachableChart.class, () -> charts.of(target(ARCHIVE).read()));

        assertThat(away.asCause().what()).contains("it answers 503");
    }

    private Cause unusable(TestTarget target) {
        return catchThrowableOfType(UnusableChart.class, () -> charts.of(target.read())).asCause();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private TestTarget target(byte[] archive) {
        return TestTarget.integ().without("chart").with("chart.repository", url("/stable")).with("chart.version", ChartFiles.VERSION)
                .with("chart.digest", DigestUtils.sha256Hex(archive));
    }
}
