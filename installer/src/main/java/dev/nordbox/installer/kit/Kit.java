package dev.nordbox.installer.kit;

import dev.nordbox.installer.age.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A kit whose every byte was checked once. Small parts are in memory; of the large ones it is known
 * where they lie.
 */
public final class Kit {
    public static final String TOKEN = "k3s/token";
    public static final String SNAPSHOT = "k3s/etcd-snapshot";
    public static final String NODE_PASSWORD = "k3s/node-password";
    public static final String SERVER_CA = "k3s/server/tls/server-ca.crt";
    public static final String SEALING_KEYS = "cluster/sealing-keys.yaml";

    /** {@code UID NAME} a line, of those that are in the snapshot. */
    public static final String NAMESPACES = "cluster/namespaces";

    /** Public halves, as {@code ssh_host_*_key.pub} have them. */
    public static final String HOST_KEYS = "host/ssh_host_keys.pub";

    public static final String DEPLOY_KEY = "controller/id_ed25519";
    public static final String KNOWN_HOSTS = "controller/known_hosts";
    public static final String WEBHOOK_SECRET = "controller/webhook-secret";
    public static final String CONFIGURATION = "nordbox.yaml";

    /** As {@code /etc/rancher/k3s}, with what people may have written there. */
    public static final String K3S_ETC = "k3s/etc/";

    /** Files of variables for k3s' service, which people wrote: a proxy, as often as not. */
    public static final String K3S_ENV = "k3s/env/";

    private static final String DROP_INS = K3S_ETC + "config.yaml.d/";

    /** What a restore takes from memory; the rest is read again when it is needed, if ever. */
    private static final Set<String> KEPT =
            Set.of(
                    TOKEN,
                    NODE_PASSWORD,
                    SERVER_CA,
                    DEPLOY_KEY,
                    KNOWN_HOSTS,
                    WEBHOOK_SECRET,
                    CONFIGURATION,
                    NAMESPACES,
                    HOST_KEYS,
                    K3S_ETC + "registries.yaml");

    private static final long SMALL = 1 << 20;

    private final Path file;
    private final List<Identity> identities;
    private final Manifest manifest;
    private final Map<String, byte[]> small;

    private Kit(
            Path file, List<Identity> identities, Manifest manifest, Map<String, byte[]> small) {
        this.file = file;
        this.identities = identities;
        this.manifest = manifest;
        this.small = small;
    }

    /**
     * Reads the whole file.
     *
     * @throws dev.nordbox.installer.age.AgeException when it cannot be decrypted
     * @throws KitDamaged when it is no kit, not a whole one, or lacks what no restore can do
     *     without
     */
    public static Kit open(Path file, List<Identity> identities) throws IOException {
        Map<String, ByteArrayOutputStream> kept = new TreeMap<>();
        try (InputStream in = Files.newInputStream(file)) {
            Manifest manifest =
                    KitInput.read(
                            in,
                            identities,
                            (path, size) ->
                                    isKept(path, size)
                                            ? kept.computeIfAbsent(
                                                    path, p -> new ByteArrayOutputStream())
                                            : OutputStream.nullOutputStream());
            Map<String, byte[]> small = new TreeMap<>();
            kept.forEach((path, bytes) -> small.put(path, bytes.toByteArray()));
            if (small.getOrDefault(TOKEN, new byte[0]).length == 0) {
                throw new KitDamaged("it has no " + TOKEN);
            }
            if (manifest.part(SNAPSHOT).filter(part -> part.size() > 0).isEmpty()) {
                throw new KitDamaged("it has no " + SNAPSHOT);
            }
            StoredStreams.check(manifest);
            return new Kit(file, List.copyOf(identities), manifest, small);
        }
    }

    private static boolean isKept(String path, long size) {
        return size <= SMALL
                && (KEPT.contains(path) || path.startsWith(DROP_INS) || path.startsWith(K3S_ENV));
    }

    public Path file() {
        return file;
    }

    public Manifest manifest() {
        return manifest;
    }

    /** What tells it from every other kit: the sum of its snapshot, shortened. */
    public String id() {
        return manifest.part(SNAPSHOT).orElseThrow().sha256().substring(0, 16);
    }

    /** One of the parts that a restore takes from memory; it may be secret. */
    public Optional<byte[]> small(String path) {
        return Optional.ofNullable(small.get(path)).map(byte[]::clone);
    }

    /** The same below a folder, by the rest of their path. */
    public Map<String, byte[]> below(String folder) {
        Map<String, byte[]> found = new TreeMap<>();
        small.forEach(
                (path, bytes) -> {
                    if (path.startsWith(folder)) {
                        found.put(path.substring(folder.length()), bytes.clone());
                    }
                });
        return found;
    }

    /**
     * Reads the file once more and passes streams on, in the order they have in it; the reader has
     * to check their sums.
     *
     * @param wanted asked at the beginning of each stream where it goes
     */
    public void copyStreams(Collection<Stored> streams, Streams wanted) throws IOException {
        StoredStreams all = new StoredStreams(streams, wanted);
        try (InputStream in = Files.newInputStream(file)) {
            KitInput.read(in, identities, all);
        }
    }

    /** Where streams of a kit go. */
    @FunctionalInterface
    public interface Streams {
        OutputStream begin(Stored stream) throws IOException;
    }

    /** Reads the file once more and passes one part on; the reader has to check its sum. */
    public void copy(String path, OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KitInput.read(
                    in,
                    identities,
                    (other, size) -> other.equals(path) ? out : OutputStream.nullOutputStream());
        }
    }
}
