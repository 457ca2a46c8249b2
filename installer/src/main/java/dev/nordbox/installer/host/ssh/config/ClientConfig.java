package dev.nordbox.installer.host.ssh.config;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The configuration files of ssh, read as ssh reads them. The SSH library's own reader knows
 * neither Match nor Include.
 *
 * @param files the first that says something wins
 * @param localUser who runs this
 * @see <a href="https://man.openbsd.org/ssh_config">ssh_config(5)</a>
 */
public record ClientConfig(
        List<ConfigFile> files, Path home, String localUser, Map<String, String> environment) {
    private static final Path MACHINE = Path.of("/etc/ssh/ssh_config");
    private static final String NONE = "none";

    public ClientConfig {
        files = List.copyOf(files);
        environment = Map.copyOf(environment);
    }

    /** The person's file, then the machine's. */
    public static ClientConfig usual(Path home, String localUser, Map<String, String> environment) {
        Path own = home.resolve(".ssh");
        return new ClientConfig(
                List.of(
                        new ConfigFile(own.resolve("config"), own, true),
                        new ConfigFile(MACHINE, MACHINE.getParent(), false)),
                home,
                localUser,
                environment);
    }

    /**
     * One file in place of the usual ones, as {@code ssh -F} takes it.
     *
     * @param file {@code none} for none at all
     * @throws ProblemException when it is not there
     */
    public ClientConfig only(String file) throws ProblemException {
        if (file.equals(NONE)) {
            return new ClientConfig(List.of(), home, localUser, environment);
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            throw new ProblemException(
                    ExitCode.USAGE,
                    new Problem(
                            "there is no such file, or you may not read it",
                            "--ssh-config " + file,
                            "name an ssh configuration, or `none`"));
        }
        ConfigFile one = new ConfigFile(path, home.resolve(".ssh"), false);
        return new ClientConfig(List.of(one), home, localUser, environment);
    }

    /**
     * @throws ProblemException when a line that counts cannot be understood
     */
    public HostSettings about(Query query) throws ProblemException {
        return new SettingsReader(query, settings(query), this).read();
    }

    Settings settings(Query query) throws ProblemException {
        Settings settings = new Settings();
        if (read(query, settings, false)) {
            read(query, settings, true);
        }
        return settings;
    }

    /** Whether another reading is wanted. */
    private boolean read(Query query, Settings settings, boolean last) throws ProblemException {
        ConfigPass pass =
                new ConfigPass(
                        query,
                        new ConfigPass.Surroundings(localUser, tokens(query)),
                        settings,
                        last);
        for (ConfigFile file : files) {
            pass.read(file);
        }
        return pass.finalPassWanted();
    }

    /** What is known before the files are read. */
    private Tokens tokens(Query query) {
        return Tokens.of(
                Map.of('d', home.toString(), 'u', localUser, 'n', query.host()), environment);
    }
}
