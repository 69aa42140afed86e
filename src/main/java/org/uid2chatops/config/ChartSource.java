package org.uid2chatops.config;

import java.nio.file.Path;

/** Where a target's virtual-node chart comes from. */
public sealed interface ChartSource {

    /** A directory, which whoever keeps it may change at any time. */
    record Directory(Path path) implements ChartSource {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * A directory of a git repository, as it is at one commit.
     *
     * @param commit its whole SHA-1, in lower case: no branch and no tag, since they may move
     * @param path inside the repository, with slashes
     */
    record Git(String url, String commit, String path) implements ChartSource {
        @Override
        public String toString() {
            return path + " of " + url + " at commit " + commit;
        }
    }

    /**
     * One archive of a chart repository, as {@code helm repo} reads it.
     *
     * @param url where {@code index.yaml} is, without that name and without a slash at the end
     * @param digest SHA-256 of the archive, 64 hexadecimal digits in lower case
     */
    record Repository(String url, String version, String digest) implements ChartSource {
        @Override
        public String toString() {
            return "version " + version + " of chart repository " + url;
        }
    }
}
