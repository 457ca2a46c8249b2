package dev.nordbox.installer.host.ssh.config;

import dev.nordbox.installer.host.ssh.config.HostSettings.Agent;
import dev.nordbox.installer.host.ssh.config.HostSettings.Family;
import dev.nordbox.installer.host.ssh.config.HostSettings.HostKeyRules;
import dev.nordbox.installer.host.ssh.config.HostSettings.Identities;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns the lines that count into {@link HostSettings}. */
final class SettingsReader {
    private static final String NONE = "none";
    private static final int SSH = 22;
    private static final List<String> METHODS =
            List.of("publickey", "keyboard-interactive", "password");
    private static final Map<String, String> SWITCHES =
            Map.of(
                    "publickey", "pubkeyauthentication",
                    "keyboard-interactive", "kbdinteractiveauthentication",
                    "password", "passwordauthentication");

    private final Query query;
    private final Settings settings;
    private final ClientConfig config;
    private final String hostName;
    private final Optional<String> user;
    private final int port;
    private final Tokens tokens;

    SettingsReader(Query query, Settings settings, ClientConfig config) throws ProblemException {
        this.query = query;
        this.settings = settings;
        this.config = config;
        this.hostName = HostName.of(query, settings);
        this.user = query.user().or(() -> word("user"));
        this.port = port();
        this.tokens = tokens();
    }

    HostSettings read() throws ProblemException {
        return new HostSettings(
                query,
                hostName,
                user,
                port,
                jump(),
                identities(),
                hostKeys(),
                methods(),
                isOn("batchmode", false),
                family(),
                connectTimeout(),
                settings.applied(),
                Limits.ignored(settings),
                Limits.blocking(settings));
    }

    private Optional<String> jump() throws ProblemException {
        Optional<ConfigLine> line = settings.first("proxyjump");
        return line.isEmpty() || line.get().value().equalsIgnoreCase(NONE)
                ? Optional.empty()
                : Optional.of(tokens.expand(line.get().value(), line.get()));
    }

    private int port() throws ProblemException {
        Optional<ConfigLine> line = settings.first("port");
        if (query.port().isPresent() || line.isEmpty()) {
            return query.port().orElse(SSH);
        }
        return number(line.get(), 1, 65535, "a port between 1 and 65535");
    }

    private Tokens tokens() {
        String login = user.orElse(config.localUser());
        return Tokens.of(
                        Map.of(
                                'd', config.home().toString(),
                                'u', config.localUser(),
                                'n', query.host(),
                                'h', hostName,
                                'p', String.valueOf(port),
                                'r', login,
                                'k', word("hostkeyalias").orElse(query.host())),
                        config.environment())
                .with(LocalNames.letters(hostName, port, login));
    }

    private Identities identities() throws ProblemException {
        return new Identities(
                files("identityfile"),
                files("certificatefile"),
                isOn("identitiesonly", false),
                agent());
    }

    /** One line, one file. */
    private List<Path> files(String key) throws ProblemException {
        List<Path> files = new ArrayList<>();
        for (ConfigLine line : settings.all(key)) {
            if (!line.value().equalsIgnoreCase(NONE)) {
                files.add(path(line.value(), line));
            }
        }
        return List.copyOf(files);
    }

    private Path path(String text, ConfigLine line) throws ProblemException {
        try {
            return Path.of(tokens.expand(text, line));
        } catch (InvalidPathException e) {
            throw line.noFile(text, e);
        }
    }

    private Agent agent() throws ProblemException {
        Optional<ConfigLine> line = settings.first("identityagent");
        if (line.isEmpty() || line.get().value().equals("SSH_AUTH_SOCK")) {
            return new Agent.OfEnvironment();
        }
        String text = line.get().value();
        if (text.equalsIgnoreCase(NONE)) {
            return new Agent.None();
        }
        boolean variable = text.startsWith("$") && !text.startsWith("${");
        return new Agent.At(path(variable ? "${" + text.substring(1) + "}" : text, line.get()));
    }

    private HostKeyRules hostKeys() throws ProblemException {
        Path own = config.home().resolve(".ssh");
        return new HostKeyRules(
                word("hostkeyalias"),
                knownHosts(
                        "userknownhostsfile",
                        List.of(own.resolve("known_hosts"), own.resolve("known_hosts2"))),
                knownHosts(
                        "globalknownhostsfile",
                        List.of(
                                Path.of("/etc/ssh/ssh_known_hosts"),
                                Path.of("/etc/ssh/ssh_known_hosts2"))),
                isOn("hashknownhosts", false),
                word("stricthostkeychecking").filter(SettingsReader::isYes).isPresent());
    }

    private List<Path> knownHosts(String key, List<Path> usual) throws ProblemException {
        Optional<ConfigLine> line = settings.first(key);
        if (line.isEmpty()) {
            return usual;
        }
        List<Path> files = new ArrayList<>();
        for (String word : line.get().words()) {
            if (!word.equalsIgnoreCase(NONE)) {
                files.add(path(word, line.get()));
            }
        }
        return List.copyOf(files);
    }

    private List<String> methods() throws ProblemException {
        List<String> wanted =
                word("preferredauthentications")
                        .map(text -> List.of(text.split(",")))
                        .orElse(METHODS);
        List<String> methods = new ArrayList<>();
        for (String method : wanted) {
            if (METHODS.contains(method) && isOn(SWITCHES.get(method), true)) {
                methods.add(method);
            }
        }
        return List.copyOf(methods);
    }

    private Family family() throws ProblemException {
        Optional<ConfigLine> line = settings.first("addressfamily");
        if (line.isEmpty()) {
            return Family.ANY;
        }
        return switch (line.get().value().toLowerCase(Locale.ROOT)) {
            case "any" -> Family.ANY;
            case "inet" -> Family.INET;
            case "inet6" -> Family.INET6;
            default -> throw line.get().wrong("no family of addresses", "write inet, inet6 or any");
        };
    }

    private Optional<Duration> connectTimeout() throws ProblemException {
        Optional<ConfigLine> line = settings.first("connecttimeout");
        if (line.isEmpty() || line.get().value().equalsIgnoreCase(NONE)) {
            return Optional.empty();
        }
        Optional<Duration> time = TimeText.parse(line.get().value());
        if (time.isEmpty()) {
            throw line.get()
                    .wrong(
                            "`" + line.get().value() + "` is no time",
                            "write it as ssh does: 30, 30s or 1m30s");
        }
        return time.filter(wait -> !wait.isZero()); // with 0 ssh sets no limit of its own
    }

    private static int number(ConfigLine line, int least, int most, String what)
            throws ProblemException {
        String text = line.value();
        if (text.matches("\\d{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw line.wrong("`" + text + "` is not " + what, "mend the line");
    }

    private boolean isOn(String key, boolean otherwise) throws ProblemException {
        Optional<ConfigLine> line = settings.first(key);
        if (line.isEmpty()) {
            return otherwise;
        }
        String text = line.get().value();
        boolean no = text.equalsIgnoreCase("no") || text.equalsIgnoreCase("false");
        // "host-bound" and "unbound" of PubkeyAuthentication are kinds of yes.
        return !no;
    }

    private static boolean isYes(String text) {
        return text.equalsIgnoreCase("yes") || text.equalsIgnoreCase("true");
    }

    private Optional<String> word(String key) {
        return settings.first(key).flatMap(line -> line.words().stream().findFirst());
    }
}
