package dev.nordbox.appliance.config;

import dev.nordbox.appliance.config.ControllerConfig.Cache;
import dev.nordbox.appliance.config.ControllerConfig.Repo;
import dev.nordbox.appliance.config.ControllerConfig.Sealing;
import dev.nordbox.appliance.config.ControllerConfig.Webhook;
import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.appliance.residency.ResidencyRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code controller.yaml}: no key that is not known, no value that is only half right. */
public final class ControllerConfigReader {

    private static final Set<String> KEYS =
            Set.of(
                    "repo",
                    "kubeconfig",
                    "clusters",
                    "stateDir",
                    "socket",
                    "adopt",
                    "cache",
                    "webhook",
                    "sealing",
                    "rules");
    private static final Set<String> CACHE_KEYS = Set.of("redis", "memory");
    private static final Set<String> WEBHOOK_KEYS = Set.of("listen", "port", "path", "secretFile");
    private static final Set<String> SEALING_KEYS =
            Set.of("keyRenewPeriod", "keyCutoffTime", "port", "plainSecrets");
    private static final Set<String> RULE_KEYS =
            Set.of(
                    "registries",
                    "systemRegistries",
                    "egressCidrs",
                    "egressHosts",
                    "storageClasses",
                    "ingressHosts",
                    "countries",
                    "gitOwners",
                    "podSecurity",
                    "waived");
    private static final Set<String> REPO_KEYS =
            Set.of(
                    "url",
                    "targetRevision",
                    "path",
                    "identityFile",
                    "knownHosts",
                    "credentialsFile",
                    "caFile",
                    "pollInterval");

    private ControllerConfigReader() {}

    /**
     * @throws ConfigInvalid with all problems of the file
     */
    public static ControllerConfig read(Path file) throws ConfigInvalid {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file", "name it with --config");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "it is not UTF-8 text", "save it as UTF-8");
        } catch (IOException e) {
            throw unreadable(file, "it cannot be read", "let the user of the controller read it");
        }
    }

    /**
     * @param name of the file, for the problems
     */
    public static ControllerConfig parse(String text, String name) throws ConfigInvalid {
        List<ConfigProblem> problems = new ArrayList<>();
        ConfigSection root = ConfigSection.root(text, name, KEYS, problems);
        ConfigSection repo = root.section("repo", REPO_KEYS);
        Path stateDir = root.path("stateDir").orElse(ControllerConfig.STATE_DIR);
        Optional<GitUrl> url = repo.required("url", GitUrl::parse, "repo: {url: …}");
        boolean overSsh = url.isPresent() && url.get().scheme() == GitUrl.Scheme.SSH;
        Repo wanted =
                new Repo(
                        // Only ever used when there is no problem, and then it is there.
                        url.orElse(new GitUrl(GitUrl.Scheme.FILE, "", "", 0, "/")),
                        repo.text("targetRevision", t -> t).orElse("HEAD"),
                        repo.text("path", ControllerConfigReader::insideRepository).orElse(""),
                        keyFile(repo, "identityFile", stateDir, "id_ed25519", overSsh),
                        keyFile(repo, "knownHosts", stateDir, "known_hosts", overSsh),
                        repo.path("credentialsFile"),
                        repo.path("caFile"),
                        repo.text("pollInterval", ControllerConfigReader::pollInterval)
                                .orElse(Repo.POLL_INTERVAL));
        ControllerConfig config =
                new ControllerConfig(
                        wanted,
                        clusters(root),
                        stateDir,
                        Optional.of(root.path("socket").orElse(ControllerConfig.SOCKET)),
                        root.text("adopt", ControllerConfigReader::flag).orElse(false),
                        cache(root.section("cache", CACHE_KEYS)),
                        webhook(root, stateDir),
                        sealing(root, root.section("sealing", SEALING_KEYS)),
                        rules(root));
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(ConfigProblem::line));
            throw new ConfigInvalid(problems);
        }
        return config;
    }

    private static List<ClusterAccess> clusters(ConfigSection root) {
        Optional<Path> alone = root.path("kubeconfig");
        if (!root.has("clusters")) {
            return List.of(ClusterAccess.only(alone.orElse(ControllerConfig.KUBECONFIG)));
        }
        List<ClusterAccess> clusters = root.each("clusters", ClusterAccess::named);
        if (alone.isPresent()) {
            root.refuse("kubeconfig", "stands beside clusters", "keep one of the two");
        } else if (clusters.isEmpty()) {
            root.refuse("clusters", "names none", "write {NAME: /path/to/its/kubeconfig}");
        }
        return clusters;
    }

    private static Cache cache(ConfigSection cache) {
        return new Cache(
                cache.path("redis"),
                cache.text("memory", ConfigSize::parse).orElse(Cache.STANDARD.memoryBytes()));
    }

    private static Optional<Webhook> webhook(ConfigSection root, Path stateDir) {
        if (!root.has("webhook")) {
            return Optional.empty();
        }
        ConfigSection webhook = root.section("webhook", WEBHOOK_KEYS);
        Optional<Integer> port =
                webhook.required("port", ControllerConfigReader::openPort, "webhook: {port: 8128}");
        return Optional.of(
                new Webhook(
                        webhook.text("listen", ControllerConfigReader::address)
                                .orElse(InetAddress.getLoopbackAddress()),
                        port.orElse(0),
                        webhook.text("path", ControllerConfigReader::requestPath)
                                .orElse(Webhook.PATH),
                        webhook.path("secretFile").orElse(stateDir.resolve("webhook-secret"))));
    }

    /** A list that is left out is empty, which allows nothing but for {@code ingressHosts}. */
    private static Optional<ResidencyRules> rules(ConfigSection root) {
        if (!root.has("rules")) {
            return Optional.empty();
        }
        ConfigSection rules = root.section("rules", RULE_KEYS);
        return Optional.of(
                new ResidencyRules(
                        rules.texts("registries"),
                        rules.texts("systemRegistries"),
                        rules.texts("egressCidrs"),
                        rules.texts("egressHosts"),
                        rules.texts("storageClasses"),
                        rules.texts("ingressHosts"),
                        rules.texts("countries"),
                        rules.textsByName("gitOwners"),
                        rules.textsByName("podSecurity"),
                        waived(rules)));
    }

    private static Map<String, LocalDate> waived(ConfigSection rules) {
        Map<String, LocalDate> waived = new TreeMap<>();
        rules.textsByName("waived").forEach((rule, day) -> waived.put(rule, day(day)));
        return waived;
    }

    /** A waiver whose end cannot be read is none. */
    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return LocalDate.MIN;
        }
    }

    private static int openPort(String text) {
        int port = port(text);
        if (port == 0) {
            throw new IllegalArgumentException("is not a port");
        }
        return port;
    }

    /** A number, since a name would be asked of a server elsewhere. */
    private static InetAddress address(String text) {
        if (!text.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw new IllegalArgumentException("is not an address; write 127.0.0.1, 0.0.0.0 or ::");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("is not an address; write 127.0.0.1, 0.0.0.0 or ::");
        }
    }

    private static String requestPath(String text) {
        if (!text.matches("/[A-Za-z0-9._~/-]{1,200}")) {
            throw new IllegalArgumentException(
                    "must begin with a slash and hold letters, digits and -._~/ alone");
        }
        return text;
    }

    /** One port cannot be the one of several clusters, whose API servers are elsewhere anyway. */
    private static Sealing sealing(ConfigSection root, ConfigSection sealing) {
        boolean elsewhere = root.has("clusters");
        if (elsewhere && sealing.has("port")) {
            sealing.refuse("port", "is not for clusters elsewhere", "take it out");
        }
        return new Sealing(
                sealing.text("keyRenewPeriod", ControllerConfigReader::renewPeriod)
                        .orElse(Sealing.STANDARD.keyRenewPeriod()),
                sealing.text("keyCutoffTime", ControllerConfigReader::time),
                sealing.text("port", ControllerConfigReader::port)
                        .orElse(elsewhere ? 0 : Sealing.STANDARD.port()),
                sealing.text("plainSecrets", ControllerConfigReader::refuses)
                        .orElse(Sealing.STANDARD.refusePlain()));
    }

    private static boolean refuses(String text) {
        if (!text.equals("refuse") && !text.equals("allow")) {
            throw new IllegalArgumentException("must be refuse or allow");
        }
        return text.equals("refuse");
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("must be true or false");
        }
        return text.equals("true");
    }

    private static Duration renewPeriod(String text) {
        Duration period = text.equals("0") ? Duration.ZERO : ConfigDuration.parse(text);
        if (!period.isZero() && period.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("must be 0, or 1h at the least");
        }
        return period;
    }

    /** As ISO has it, or as {@code date -R} prints it, which is what Bitnami's controller takes. */
    private static Instant time(String text) {
        for (DateTimeFormatter form :
                List.of(
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME,
                        DateTimeFormatter.RFC_1123_DATE_TIME)) {
            try {
                return form.parse(text, Instant::from);
            } catch (DateTimeException e) {
                continue;
            }
        }
        throw new IllegalArgumentException(
                "is not a time; write it as 2026-11-28T20:00:00Z, or as `date -R` prints it");
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
            throw new IllegalArgumentException("is not a port");
        }
        return Integer.parseInt(text);
    }

    private static Optional<Path> keyFile(
            ConfigSection repo, String key, Path stateDir, String usual, boolean overSsh) {
        Optional<Path> file = repo.path(key);
        return file.isEmpty() && overSsh
                ? Optional.of(stateDir.resolve("git").resolve(usual))
                : file;
    }

    private static String insideRepository(String path) {
        String inside = path.replaceAll("^\\./+|/+$", "");
        if (inside.equals(".")) {
            return "";
        }
        if (inside.startsWith("/") || ("/" + inside + "/").contains("/../")) {
            throw new IllegalArgumentException(
                    "must be a directory inside the repository, without a leading slash or '..'");
        }
        return inside.replaceAll("/(?:\\.?/)+", "/");
    }

    private static Duration pollInterval(String text) {
        Duration interval = ConfigDuration.parse(text);
        if (interval.compareTo(Duration.ofSeconds(1)) < 0
                || interval.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("must lie between 1s and 24h");
        }
        return interval;
    }

    private static ConfigInvalid unreadable(Path file, String what, String remedy) {
        return new ConfigInvalid(List.of(new ConfigProblem(file.toString(), 0, what, remedy)));
    }
}
