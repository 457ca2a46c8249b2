package dev.nordbox.appliance.argo;

import java.util.Map;
import java.util.Optional;

/**
 * Where manifests come from.
 *
 * @param path directory in the repository, as written; {@code ""} when none is named
 * @param targetRevision branch, tag, commit or range of versions; {@code ""} means HEAD
 * @param tagPrefix only tags that start with it are looked at, and it is taken off before a range
 *     of versions is judged; {@code ""} for none
 * @param ref other sources may name files of this one by it; {@code ""} for none
 * @param name for people; {@code ""} for none
 * @param chart name of a Helm chart; {@code ""} for none. A reading with one is refused
 * @param directory present: plain files, whatever lies in the directory
 * @param kustomize present: kustomize, with these overrides
 * @param helm a {@code helm} block is there; a reading with one is refused
 * @param plugin a {@code plugin} block is there; a reading with one is refused
 * @param content the source as written, for the status
 */
public record Source(
        String repoUrl,
        String path,
        String targetRevision,
        String tagPrefix,
        String ref,
        String name,
        String chart,
        Optional<DirectoryOptions> directory,
        Optional<KustomizeOptions> kustomize,
        boolean helm,
        boolean plugin,
        Map<String, Object> content) {

    /** The target revision with what it means when it is not written. */
    public String target() {
        return targetRevision.isEmpty() ? "HEAD" : targetRevision;
    }

    /** It renders to objects. One with a {@code ref} and no path only lends its files. */
    public boolean brings() {
        return ref.isEmpty() || !path.isEmpty() || !chart.isEmpty();
    }
}
