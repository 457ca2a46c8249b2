package dev.nordbox.installer.kit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a kit says of itself, after all its parts.
 *
 * @param created when it was saved
 * @param nordbox version of the program that saved it
 * @param k3s version that wrote the snapshot, {@code v1.36.4+k3s1}
 * @param box its name, as the kubeconfig has it
 * @param host how it was reached
 * @param node name of its node object
 * @param repository what its controller follows; empty without one
 * @param volumes all that the cluster had, in the kit or not
 * @param sealingKeys that it can unseal with; none in a kit of a nordbox that did not list them
 */
public record Manifest(
        Instant created,
        String nordbox,
        String k3s,
        String box,
        String host,
        String node,
        Optional<Repository> repository,
        List<Volume> volumes,
        List<SealingKey> sealingKeys,
        List<Part> parts) {
    public static final String PATH = "manifest.json";

    public Manifest {
        volumes = List.copyOf(volumes);
        sealingKeys = List.copyOf(sealingKeys);
        parts = List.copyOf(parts);
    }

    /** Of a cluster without volumes, and without sealing keys. */
    public Manifest(
            Instant created,
            String nordbox,
            String k3s,
            String box,
            String host,
            String node,
            Optional<Repository> repository,
            List<Part> parts) {
        this(created, nordbox, k3s, box, host, node, repository, List.of(), List.of(), parts);
    }

    /**
     * @param targetRevision branch, tag or commit that is followed
     * @param path directory in the repository, {@code ""} for its root
     * @param commit that the controller was at; empty before its first fetch
     */
    public record Repository(
            String url, String targetRevision, String path, Optional<String> commit) {}

    /**
     * @param fingerprint {@code SHA256:…}, as `secret keys` shows it
     * @param since its certificate is valid
     */
    public record SealingKey(String fingerprint, Instant since) {}

    Manifest with(List<Part> all) {
        return new Manifest(
                created, nordbox, k3s, box, host, node, repository, volumes, sealingKeys, all);
    }

    public Manifest withVolumes(List<Volume> all) {
        return new Manifest(
                created, nordbox, k3s, box, host, node, repository, all, sealingKeys, parts);
    }

    public Manifest withSealingKeys(List<SealingKey> all) {
        return new Manifest(
                created, nordbox, k3s, box, host, node, repository, volumes, all, parts);
    }

    /** Whether volumes are bound to its node by name: no other can mount them. */
    public boolean needsItsNode() {
        return volumes.stream().anyMatch(volume -> volume.node().equals(node));
    }

    /** What the kit has of volumes. */
    public List<Stored> streams() {
        return volumes.stream().flatMap(volume -> volume.streams().stream()).distinct().toList();
    }

    public Optional<Part> part(String path) {
        return parts.stream().filter(part -> part.path().equals(path)).findFirst();
    }

    /**
     * What a restore lays down, in bytes: files as they were on the disk, what commands printed,
     * and the snapshot, once as it is sent and once as a datastore.
     */
    public long roomToRestore() {
        long snapshot = part(Kit.SNAPSHOT).map(Part::size).orElse(0L);
        return 2 * snapshot + volumes.stream().mapToLong(Volume::roomToRestore).sum();
    }

    /** Of all parts together, in bytes. */
    public long size() {
        return parts.stream().mapToLong(Part::size).sum();
    }
}
