package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Watch;
import dev.nordbox.appliance.control.AppKey;
import dev.nordbox.appliance.git.GitAccess;
import dev.nordbox.appliance.git.GitException;
import dev.nordbox.appliance.git.GitException.Reason;
import dev.nordbox.appliance.git.GitLogin;
import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.appliance.git.HttpsTrust;
import dev.nordbox.appliance.git.KnownHosts;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.repositories.RepositorySecret.Worth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The ways into repositories as Argo CD keeps them: labelled Secrets, a ConfigMap of SSH host keys
 * and one of authorities for https, in the namespace of Applications. They are read by the polls,
 * and by no look.
 */
final class ClusterLogins implements Logins {

    static final String HOME = AppKey.HOME;
    static final GroupKind SECRET = new GroupKind("", "Secret");
    static final String HOSTS_MAP = "argocd-ssh-known-hosts-cm";
    static final String AUTHORITIES_MAP = "argocd-tls-certs-cm";

    private static final String HOSTS_FIELD = "ssh_known_hosts";

    private static final String TO_LOG_IN =
            "for a private repository put a Secret into the namespace "
                    + HOME
                    + " with the label "
                    + RepositorySecret.TYPE_LABEL
                    + ": repository and the fields url, and sshPrivateKey (ssh) or username and"
                    + " password (https); in Git, as a SealedSecret";

    /** Several repositories ask at about the same time, and one list serves them all. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final Optional<Path> pinnedOnBox;
    private final Clock clock;

    // Guarded by this.
    private Optional<Known> known = Optional.empty();

    /** Something has changed since it was last read; not guarded, since reading takes its time. */
    private final AtomicBoolean outdated = new AtomicBoolean();

    /**
     * @param authorities PEM by the name of the host
     */
    private record Known(
            List<RepositorySecret> secrets,
            String knownHosts,
            Map<String, Object> authorities,
            Instant readAt) {}

    /**
     * @param pinnedOnBox known_hosts of the box itself, which count as well
     */
    ClusterLogins(Cluster cluster, Optional<Path> pinnedOnBox, Clock clock) {
        this.cluster = cluster;
        this.pinnedOnBox = pinnedOnBox;
        this.clock = clock;
    }

    @Override
    public GitAccess to(List<GitUrl> urls) throws GitException {
        Known now = read();
        Optional<RepositorySecret> own =
                now.secrets().stream()
                        .filter(secret -> urls.stream().anyMatch(secret::isOf))
                        .sorted(Comparator.comparing(RepositorySecret::name))
                        .max(Comparator.comparing(ClusterLogins::worth));
        if (own.isPresent() && worth(own.get()) != Worth.NAMES) {
            // The key is for the URL that it stands beside, and for no other way there.
            GitUrl url = urlOf(own.get());
            return access(url, own.get().login(url), now);
        }
        List<GitUrl> ways = new ArrayList<>(urls);
        if (own.isPresent()) {
            ways.add(urlOf(own.get())); // made known without a key, which the template has
        }
        for (GitUrl url : ways) {
            Optional<RepositorySecret> template = longest(now.secrets(), url);
            if (template.isPresent()) {
                return access(url, template.get().login(url), now);
            }
        }
        return urls.stream()
                .filter(url -> url.scheme() != GitUrl.Scheme.SSH)
                .findFirst()
                .map(url -> access(url, new GitLogin.None(TO_LOG_IN), now))
                .orElseThrow(() -> noKey(urls.get(0)));
    }

    private static Worth worth(RepositorySecret secret) {
        try {
            return secret.worth(Hosts.parse(secret.url()));
        } catch (IllegalArgumentException e) {
            return Worth.UNUSABLE;
        }
    }

    private static GitUrl urlOf(RepositorySecret secret) throws GitException {
        try {
            return Hosts.parse(secret.url());
        } catch (IllegalArgumentException e) {
            throw new GitException(
                    Reason.SETUP,
                    "the Secret " + secret.name() + " cannot be used: " + e.getMessage(),
                    "correct its url");
        }
    }

    private static Optional<RepositorySecret> longest(List<RepositorySecret> secrets, GitUrl url) {
        return secrets.stream()
                .filter(secret -> secret.covers(url).isPresent())
                .sorted(Comparator.comparing(RepositorySecret::name))
                .max(
                        Comparator.<RepositorySecret, Integer>comparing(
                                        secret -> secret.covers(url).orElseThrow())
                                .thenComparing(secret -> secret.worth(url)));
    }

    private static GitException noKey(GitUrl url) {
        return new GitException(Reason.SETUP, "there is no key for " + url, TO_LOG_IN);
    }

    private GitAccess access(GitUrl url, GitLogin login, Known now) {
        return GitAccess.of(url, login, hosts(now), trust(url, now));
    }

    /** As Argo CD has it: by the host's name alone, for all its ports, and instead of Java's. */
    private static HttpsTrust trust(GitUrl url, Known now) {
        String host = url.host().toLowerCase(Locale.ROOT);
        String key = host + " of the ConfigMap " + HOME + "/" + AUTHORITIES_MAP;
        String pem = now.authorities().get(host) instanceof String text ? text : "";
        return new HttpsTrust(
                Optional.empty(),
                pem,
                pem.isBlank() ? "" : key,
                "put the certificate of its authority (PEM) into the key "
                        + key
                        + ", in Git, or with kubectl edit; where there is no such ConfigMap yet: kubectl -n "
                        + HOME
                        + " create configmap "
                        + AUTHORITIES_MAP
                        + " --from-file="
                        + host
                        + "=ca.pem");
    }

    private KnownHosts hosts(Known now) {
        Optional<Path> file = pinnedOnBox.filter(Files::isReadable);
        String map = "the ConfigMap " + HOME + "/" + HOSTS_MAP;
        return new KnownHosts(
                file,
                now.knownHosts(),
                map + file.map(path -> " or " + path).orElse(""),
                "add it to "
                        + HOSTS_FIELD
                        + " of that ConfigMap, in Git or by: (kubectl -n "
                        + HOME
                        + " get configmap "
                        + HOSTS_MAP
                        + " --ignore-not-found -o 'jsonpath={.data."
                        + HOSTS_FIELD
                        + "}'; echo; echo '%s') > known_hosts && kubectl -n "
                        + HOME
                        + " create configmap "
                        + HOSTS_MAP
                        + " --from-file="
                        + HOSTS_FIELD
                        + "=known_hosts --dry-run=client -o yaml | kubectl apply --server-side"
                        + " --force-conflicts -f -");
    }

    private synchronized Known read() throws GitException {
        Instant now = clock.instant();
        boolean changed = outdated.getAndSet(false); // and whatever changes from here on counts
        if (!changed && known.filter(k -> now.isBefore(k.readAt().plus(FRESH))).isPresent()) {
            return known.get();
        }
        try {
            List<RepositorySecret> secrets =
                    cluster.list(SECRET, HOME, Detail.FULL, ClusterLogins::isLabelled).stream()
                            .flatMap(secret -> RepositorySecret.of(secret).stream())
                            .toList();
            Optional<LiveObject> hosts =
                    cluster.get(new ResourceKey("", "ConfigMap", HOME, HOSTS_MAP));
            String pinned =
                    hosts.flatMap(map -> Fields.text(map.content(), "data", HOSTS_FIELD))
                            .orElse("");
            Map<String, Object> authorities =
                    cluster.get(new ResourceKey("", "ConfigMap", HOME, AUTHORITIES_MAP))
                            .map(map -> Fields.map(map.content(), "data"))
                            .orElse(Map.of());
            known = Optional.of(new Known(secrets, pinned, authorities, now));
        } catch (ClusterException e) {
            if (changed) {
                outdated.set(true);
            }
            if (known.isEmpty()) {
                throw new GitException(
                        Reason.SETUP,
                        "the Secrets with the keys of repositories cannot be read: "
                                + e.getMessage(),
                        "nothing, if the API server is coming up",
                        e);
            }
        }
        return known.orElseThrow();
    }

    @Override
    public Watch onChange(Runnable changed) {
        return new LoginWatch(
                cluster,
                names -> {
                    outdated.set(true);
                    changed.run();
                });
    }

    static boolean isLabelled(LiveObject secret) {
        return Fields.text(secret.content(), "metadata", "labels", RepositorySecret.TYPE_LABEL)
                .isPresent();
    }
}
