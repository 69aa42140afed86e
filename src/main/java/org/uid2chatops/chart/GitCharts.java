package org.uid2chatops.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.apache.commons.lang3.exception.ExceptionUtils;
import org.eclipse.jgit.api.FetchCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.springframework.util.FileSystemUtils;

import org.uid2chatops.config.ChartSource;

/** Takes charts out of git repositories. Git itself proves that what came is what the commit names. Thread-safe. */
final class GitCharts {

    private final Duration timeout;

    GitCharts(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Writes the chart's files into an empty directory.
     *
     * @throws Chart.Unfit if the repository, the commit or the path is not there
     * @throws IOException if the repository does not answer
     */
    void fetch(ChartSource.Git source, Path directory) throws Chart.Unfit, IOException {
        Path clone = Files.createTempDirectory("uid2-git-");
        try (Git git = Git.init().setBare(true).setDirectory(clone.toFile()).call()) {
            withoutHousekeeping(git.getRepository());
            fetch(git, source);
            write(git.getRepository(), source, directory);
        } catch (GitAPIException failure) {
            throw refused(failure);
        } finally {
            FileSystemUtils.deleteRecursively(clone);
        }
    }

    /** It would work on in the background, in a directory that is about to go. */
    private static void withoutHousekeeping(Repository clone) {
        clone.getConfig().setBoolean("gc", null, "autoDetach", false);
        clone.getConfig().setInt("gc", null, "auto", 0);
        clone.getConfig().setInt("gc", null, "autoPackLimit", 0);
    }

    private void fetch(Git git, ChartSource.Git source) throws GitAPIException {
        try {
            fetching(git, source.url(), source.commit() + ":refs/heads/chart").setDepth(1).call();
        } catch (GitAPIException notByItsId) {
            // Not every server gives a commit that no branch or tag ends at: then everything is asked for.
            fetching(git, source.url(), "+refs/*:refs/fetched/*").call();
        }
    }

    private FetchCommand fetching(Git git, String url, String refs) {
        return git.fetch().setRemote(url).setRefSpecs(new RefSpec(refs)).setTagOpt(TagOpt.NO_TAGS)
                .setTimeout(Math.toIntExact(timeout.toSeconds()));
    }

    private static void write(Repository repository, ChartSource.Git source, Path directory) throws Chart.Unfit, IOException {
        try (var commits = new RevWalk(repository)) {
            RevTree root = commits.parseCommit(ObjectId.fromString(source.commit())).getTree();
            try (TreeWalk chart = TreeWalk.forPath(repository, source.path(), root)) {
                if (chart == null || !chart.isSubtree()) {
                    throw new Chart.Unfit("the commit has no directory " + source.path(), ".path",
                            " to the directory of that commit which holds Chart.yaml.");
                }
                write(repository, chart.getObjectId(0), directory);
            }
        } catch (MissingObjectException missing) {
            throw new Chart.Unfit("the repository has no such commit", ".commit", " to one of its commits (`git rev-parse HEAD`).");
        }
    }

    private static void write(Repository repository, ObjectId tree, Path directory) throws Chart.Unfit, IOException {
        var limits = new Limits(directory);
        try (var files = new TreeWalk(repository)) {
            files.addTree(tree);
            files.setRecursive(true);
            while (files.next()) {
                if (files.getFileMode(0).equals(FileMode.REGULAR_FILE) || files.getFileMode(0).equals(FileMode.EXECUTABLE_FILE)) {
                    try (var content = repository.open(files.getObjectId(0)).openStream()) {
                        limits.write(files.getPathString(), content);
                    }
                }
            }
        }
    }

    /** A repository that is not there, or wants a password, will not be there later; the network may. */
    private static IOException refused(GitAPIException failure) throws Chart.Unfit {
        for (Throwable cause : ExceptionUtils.getThrowableList(failure)) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof NoRemoteRepositoryException || message.contains("not found")) {
                throw new Chart.Unfit("there is no git repository", ".git", " to the address that `git clone` takes.");
            }
            if (message.contains("uthentication is required") || message.contains("not authorized") || message.contains("not permitted")) {
                throw new Chart.Unfit("the git repository wants a password", ".git",
                        " to a repository, or a mirror of it, that the bot may read without one.");
            }
        }
        return new IOException(Network.words(failure), failure);
    }
}
