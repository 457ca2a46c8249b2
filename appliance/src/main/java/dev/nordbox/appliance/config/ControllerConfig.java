package dev.nordbox.appliance.config;

import dev.nordbox.appliance.git.GitAccess;
import dev.nordbox.appliance.git.GitLogin;
import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.appliance.git.HttpsTrust;
import dev.nordbox.appliance.git.KnownHosts;
import dev.nordbox.appliance.residency.ResidencyRules;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the controller is told from outside: {@code controller.yaml}, key by key.
 *
 * @param clusters that are kept at what the repository says; the first is {@code in-cluster}
 * @param stateDir holds the mirrors; whatever is in it can be fetched again
 * @param socket where the status is told; empty: nowhere
 * @param cache where renders are kept
 * @param webhook where Git hosts tell of pushes; empty: nowhere, polling finds them
 * @param adopt take the Applications of an Argo CD over that runs in the cluster
 * @param rules of the profile that the box is held to; empty: of none
 */
public record ControllerConfig(
        Repo repo,
        List<ClusterAccess> clusters,
        Path stateDir,
        Optional<Path> socket,
        boolean adopt,
        Cache cache,
        Optional<Webhook> webhook,
        Sealing sealing,
        Optional<ResidencyRules> rules) {

    public static final Path KUBECONFIG = Path.of("/etc/nordbox/kubeconfig");
    public static final Path STATE_DIR = Path.of("/var/lib/nordbox");
    public static final Path SOCKET = Path.of("/run/nordbox/controller.sock");

    public ControllerConfig {
        clusters = List.copyOf(clusters);
    }

    /** Of a box that is held to no profile. */
    public ControllerConfig(
            Repo repo,
            Path kubeconfig,
            Path stateDir,
            Optional<Path> socket,
            boolean adopt,
            Cache cache,
            Optional<Webhook> webhook,
            Sealing sealing) {
        this(
                repo,
                List.of(ClusterAccess.only(kubeconfig)),
                stateDir,
                socket,
                adopt,
                cache,
                webhook,
                sealing,
                Optional.empty());
    }

    /**
     * The repository that says what the cluster should be.
     *
     * @param targetRevision branch, tag, commit or version range; {@code HEAD} when not given
     * @param path directory inside the repository, {@code ""} for its root
     * @param identityFile deploy key, for SSH
     * @param knownHosts pinned host keys, for SSH
     * @param credentialsFile {@code username=} and {@code password=} lines, for https
     * @param caFile who vouches for the host over https (PEM), instead of whom Java trusts
     */
    public record Repo(
            GitUrl url,
            String targetRevision,
            String path,
            Optional<Path> identityFile,
            Optional<Path> knownHosts,
            Optional<Path> credentialsFile,
            Optional<Path> caFile,
            Duration pollInterval) {

        public static final Duration POLL_INTERVAL = Duration.ofSeconds(8);

        /** With a host that Java trusts, if it is over https. */
        public Repo(
                GitUrl url,
                String targetRevision,
                String path,
                Optional<Path> identityFile,
                Optional<Path> knownHosts,
                Optional<Path> credentialsFile,
                Duration pollInterval) {
            this(
                    url,
                    targetRevision,
                    path,
                    identityFile,
                    knownHosts,
                    credentialsFile,
                    Optional.empty(),
                    pollInterval);
        }

        /** How {@code git} gets there, with the usual patience. */
        public GitAccess access() {
            return GitAccess.of(
                    url,
                    login(),
                    knownHosts.map(KnownHosts::in).orElse(KnownHosts.NONE),
                    caFile.map(HttpsTrust::in).orElse(HttpsTrust.JAVA));
        }

        private GitLogin login() {
            return url.scheme() == GitUrl.Scheme.SSH
                    ? identityFile.<GitLogin>map(GitLogin.KeyFile::new).orElse(GitLogin.NONE)
                    : credentialsFile
                            .<GitLogin>map(GitLogin.PasswordFile::new)
                            .orElse(GitLogin.NONE);
        }
    }

    /**
     * The keys that SealedSecrets are sealed with, and where kubeseal asks for them.
     *
     * @param keyRenewPeriod age of the newest key at which the next one is made; zero: never
     * @param keyCutoffTime a key from before that does not seal any more: the next one is made
     * @param port where the API server's proxy finds the endpoints, on the node's address; 0: not
     *     at all
     * @param refusePlain a Secret in the clear keeps its whole application from being applied
     */
    public record Sealing(
            Duration keyRenewPeriod,
            Optional<Instant> keyCutoffTime,
            int port,
            boolean refusePlain) {

        public static final Sealing STANDARD =
                new Sealing(Duration.ofHours(720), Optional.empty(), 8127, true);

        /** Of a controller that no API server can reach: kubeseal asks it for nothing. */
        public static final Sealing UNSERVED =
                new Sealing(STANDARD.keyRenewPeriod(), STANDARD.keyCutoffTime(), 0, true);
    }

    /** What is kept for one cluster; of a cluster that needs no name, in the folder itself. */
    public Path stateDir(ClusterAccess cluster) {
        return cluster.name()
                .map(name -> stateDir.resolve("clusters").resolve(name))
                .orElse(stateDir);
    }

    /** Where the status of one cluster is told. */
    public Optional<Path> socket(ClusterAccess cluster) {
        return socket.map(file -> socket(file, cluster.name()));
    }

    /** {@code controller.sock}, and {@code controller-NAME.sock} of a cluster with a name. */
    public static Path socket(Path file, Optional<String> cluster) {
        String whole = file.getFileName().toString();
        String stem = whole.replaceAll("\\.sock$", "");
        return cluster.map(
                        name ->
                                file.resolveSibling(
                                        stem + "-" + name + whole.substring(stem.length())))
                .orElse(file);
    }

    /**
     * Where renders are kept, so that only what changed is rendered. Losing it costs time.
     *
     * @param redis socket of a Redis, where they outlive a restart; empty: in memory alone
     * @param memoryBytes what they may take of this process' memory, compressed; 0: nothing
     */
    public record Cache(Optional<Path> redis, long memoryBytes) {

        public static final Cache STANDARD = new Cache(Optional.empty(), 32L << 20);
    }

    /**
     * Where Git hosts tell of pushes: a poll then comes at once instead of at the next interval.
     *
     * @param listen address of this machine; loopback when something with TLS stands before it
     * @param path of the requests, beginning with a slash
     * @param secretFile what the Git host signs with
     */
    public record Webhook(InetAddress listen, int port, String path, Path secretFile) {

        public static final String PATH = "/webhook";
    }

    /** Where the mirror of the repository lies. */
    public Path mirror() {
        return stateDir.resolve("mirror");
    }
}
