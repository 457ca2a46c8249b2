package dev.nordbox.installer.kit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PersistentVolume of the cluster, and what the kit has of it.
 *
 * @param name of the PersistentVolume
 * @param claim {@code namespace/name}; {@code ""} for one that nobody claims
 * @param storageClass {@code ""} for none
 * @param node that alone can mount it; {@code ""} for any
 * @param directory where it lies on that node; empty for other storage
 * @param files a tar of what was in the directory
 * @param output what a command in its workload printed, which is the backup; other volumes of the
 *     workload may name the same
 * @param changed some files changed while they were read: what is in the tar is of different
 *     moments, and less than a power cut leaves
 * @param left why nothing of it is in the kit, or not what its command prints; {@code ""} when the
 *     kit has what was wanted
 */
public record Volume(
        String name,
        String claim,
        String storageClass,
        String node,
        Optional<Directory> directory,
        Optional<Stored> files,
        Optional<Output> output,
        boolean changed,
        String left) {

    /** Where k3s' local storage lies; no restore writes volumes anywhere else. */
    public static final String ROOT = "/var/lib/rancher/k3s/storage";

    /** What helps where files changed while they were read. */
    public static final String NEEDS_COMMAND =
            "give a database a backup command (annotation backup.nordbox.no/command); programs that"
                    + " only add files may take it as it is";

    private static final String FILES = "its files";
    private static final String NAMES = "(/[A-Za-z0-9_@+][A-Za-z0-9._@+-]*)+";

    /** Of files that held still, or of none. */
    public Volume(
            String name,
            String claim,
            String storageClass,
            String node,
            Optional<Directory> directory,
            Optional<Stored> files,
            Optional<Output> output,
            String left) {
        this(name, claim, storageClass, node, directory, files, output, false, left);
    }

    /**
     * A volume's directory.
     *
     * @param mode octal, {@code 777}
     * @param owner in numbers, {@code 0:0}
     * @param bytes on the disk, with all below
     */
    public record Directory(String path, String mode, String owner, long bytes) {}

    /**
     * What a command printed.
     *
     * @param pod {@code pod/db-0}, or {@code replicaset/…} of one whose name does not last, as
     *     {@code kubectl exec} takes them
     * @param container {@code ""} for the pod's default
     * @param restore words of the command that reads it in again; none: a person knows
     */
    public record Output(
            Stored stored, String namespace, String pod, String container, List<String> restore) {
        public Output {
            restore = List.copyOf(restore);
        }
    }

    /** A path of plain names below {@link #ROOT}. */
    public static boolean isLocal(String path) {
        return path.matches(ROOT + NAMES);
    }

    public boolean isCovered() {
        return !streams().isEmpty();
    }

    /** Whether a database among its files may not open; one that has printed a backup need not. */
    public boolean mayNotOpen() {
        return changed && output.isEmpty();
    }

    List<Stored> streams() {
        return Stream.of(files, output.map(Output::stored)).flatMap(Optional::stream).toList();
    }

    long roomToRestore() {
        return files.map(f -> Math.max(f.size(), directory.map(Directory::bytes).orElse(0L)))
                        .orElse(0L)
                + output.map(o -> o.stored().size()).orElse(0L);
    }

    /** {@code shop/data-db-0 (pvc-…)}. */
    public String title() {
        return claim.isEmpty() ? name : claim + " (" + name + ")";
    }

    /** What the kit has of it: {@code 12.0 MiB on disk, its files}. */
    public String coverage() {
        String has =
                files.map(f -> changed ? FILES + ", which changed while they were read" : FILES)
                                .orElse("")
                        + (files.isPresent() && output.isPresent() ? ", and " : "")
                        + output.map(o -> "what its command in %s printed".formatted(o.pod()))
                                .orElse("");
        return size()
                + has
                + (has.isEmpty() || left.isEmpty() ? "" : ", ")
                + (left.isEmpty() ? "" : "NOT in the kit: " + left);
    }

    private String size() {
        return directory
                .map(d -> String.format(Locale.ROOT, "%.1f MiB on disk, ", d.bytes() / 1048576.0))
                .orElse("");
    }
}
