package org.uid2chatops.chart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;

import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A virtual-node chart, as it lies in a directory. Immutable, as long as nobody changes the directory.
 *
 * @param version e.g. {@code 1.3409.26080501}
 * @param files every file by its path inside the chart
 */
public record Chart(Path directory, String version, Map<String, byte[]> files) {

    /** The chart's name. Source: Helm/virtualnode of microsoft/virtualnodesOnAzureContainerInstances. */
    public static final String NAME = "virtualnode";

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String FINGERPRINT = "uid2-chatops, chart ";

    /**
     * Reads a chart.
     *
     * @throws Unfit if there is none, or it is another chart
     */
    static Chart read(Path directory) throws Unfit {
        if (!Files.isRegularFile(directory.resolve("Chart.yaml"))) {
            throw new Unfit("there is no Chart.yaml in " + directory);
        }
        var files = new TreeMap<String, byte[]>();
        try (var all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            JsonNode chart = YAML.readTree(files.get("Chart.yaml"));
            String name = chart.path("name").asString("");
            String version = chart.path("version").asString("");
            if (!name.equals(NAME) || version.isBlank()) {
                throw new Unfit("Chart.yaml in " + directory + " names the chart '" + name + "', version '" + version
                        + "'; expected the chart " + NAME + " with a version");
            }
            return new Chart(directory, version, files);
        } catch (IOException unreadable) {
            throw new Unfit("the files in " + directory + " cannot be read");
        } catch (JacksonException notYaml) {
            throw new Unfit("Chart.yaml in " + directory + " is not YAML");
        }
    }

    /** Returns what we write into Helm's record, to know our own work by. */
    public String fingerprint() {
        return FINGERPRINT + digest();
    }

    /** Returns the SHA-256 over every file, in lower-case hex. */
    public String digest() {
        MessageDigest digest = DigestUtils.getSha256Digest();
        files.forEach((name, content) -> {
            digest.update((name + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
        });
        return Hex.encodeHexString(digest.digest());
    }

    /** Thrown for what is not the virtual-node chart. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        private final String setting;
        private final String fix;

        /** @param what in words, without a full stop */
        Unfit(String what) {
            this(what, "", " to Helm/virtualnode of a checkout of github.com/microsoft/virtualnodesOnAzureContainerInstances.");
        }

        /**
         * @param setting which one to change, behind {@code uid2.targets.NAME.chart}, like {@code .commit}
         * @param fix what to set it to, following its name
         */
        Unfit(String what, String setting, String fix) {
            super(what);
            this.setting = setting;
            this.fix = fix;
        }

        /** @param property {@code uid2.targets.NAME.chart} */
        String next(String property) {
            return "Set " + property + setting + fix;
        }
    }
}
