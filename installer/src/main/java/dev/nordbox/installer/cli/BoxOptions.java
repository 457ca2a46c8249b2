package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.config.Flags;
import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.host.ssh.hostkey.Pin;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.wiring.SshConnection;
import dev.nordbox.installer.wiring.SshFlags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which box, and how to get in. */
final class BoxOptions {
    private static final Path DEFAULT_FILE = Path.of("nordbox.yaml");

    @Option(
            names = "--host",
            paramLabel = "[USER@]HOST[:PORT]",
            description =
                    "the server, or its name in ~/.ssh/config; root unless you or that file name"
                            + " another user, who needs sudo or doas")
    @Nullable String host;

    @Option(
            names = "--host-key",
            paramLabel = "SHA256:…",
            description =
                    "the server's key fingerprint, is remembered; default: known_hosts, else you"
                            + " are asked")
    @Nullable String hostKey;

    @Option(
            names = {"-i", "--identity"},
            paramLabel = "FILE",
            description =
                    "this key and no other; default: those of the ssh configuration, or the agent's"
                            + " and ~/.ssh/id_ed25519, id_ecdsa, id_rsa")
    @Nullable String identity;

    @Option(
            names = {"-J", "--jump"},
            paramLabel = "HOST[,HOST]",
            description = "go through these hosts; default: ProxyJump of the ssh configuration")
    @Nullable String jump;

    @Option(
            names = "--ssh-config",
            paramLabel = "FILE",
            description = "in place of ~/.ssh/config and /etc/ssh/ssh_config; none: no file at all")
    @Nullable String sshConfig;

    @ArgGroup(exclusive = true)
    @Nullable Contact contact;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "default: nordbox.yaml here, if there is one")
    @Nullable Path config;

    private boolean toldSettings;

    /** Host keys that are not known. */
    static final class Contact {
        @Option(
                names = "--accept-new",
                description = "takes and remembers the key of a host that nobody knows yet")
        boolean acceptNew;

        @Option(
                names = "--replace-host",
                description =
                        "the host was rebuilt: its new key takes the old one's place, once you"
                                + " confirm it or --host-key names it")
        boolean replaceHost;

        FirstContact choice() {
            return acceptNew ? FirstContact.ACCEPT_NEW : FirstContact.REPLACE;
        }
    }

    /** Whether neither a flag nor a file says which. */
    boolean isNobody() {
        return host == null && file().isEmpty();
    }

    /** For what needs no repository, and is not kept from its work by what is over. */
    BoxConfig read(Surroundings around, Output output) throws ProblemException {
        return read(around, output, flags());
    }

    BoxConfig read(Surroundings around, Output output, Flags flags) throws ProblemException {
        tellSettings(output);
        return reader(around, output).readWithoutRepository(file(), flags);
    }

    /** For what holds a box to its profile: a waiver that is over is refused. */
    BoxConfig readStrictly(Surroundings around, Output output, Flags flags)
            throws ProblemException {
        tellSettings(output);
        return reader(around).readWithoutRepository(file(), flags);
    }

    /** Once: which file counts, and whether it is about another host than the one that is named. */
    void tellSettings(Output output) {
        if (!toldSettings) {
            toldSettings = true;
            file().ifPresent(
                            used ->
                                    new SettingsFile(used, config != null)
                                            .events(Optional.ofNullable(host))
                                            .forEach(output::tell));
        }
    }

    /** The same without the host, for what is done on another host than the settings are about. */
    void tellSettingsElsewhere(Output output) {
        toldSettings = true;
        file().map(used -> new SettingsFile(used, true))
                .ifPresent(used -> used.events(Optional.empty()).forEach(output::tell));
    }

    static BoxConfigReader reader(Surroundings around) {
        return new BoxConfigReader(around.home(), around.clock());
    }

    /** One that warns of what is over. */
    static BoxConfigReader reader(Surroundings around, Output output) {
        return reader(around).telling(over -> output.tell(new Event.Warned("settings", over)));
    }

    SshConnection connection(Surroundings around, Output output) {
        return new SshConnection(around, ssh(), output);
    }

    Optional<Path> file() {
        return file(config);
    }

    /** One that was named, else the usual one if it is there. */
    static Optional<Path> file(@Nullable Path config) {
        return config != null
                ? Optional.of(config)
                : Optional.of(DEFAULT_FILE).filter(Files::exists);
    }

    Optional<Path> identity() {
        return Optional.ofNullable(identity).map(Path::of);
    }

    SshFlags ssh() {
        return new SshFlags(
                contact == null ? FirstContact.ASK : contact.choice(),
                Optional.ofNullable(sshConfig),
                hostKey != null ? Pin.FLAG : keyOf(file(), "ssh.hostKey"));
    }

    /** A key of the settings and the file they are in, for messages. */
    static String keyOf(Optional<Path> file, String key) {
        return file.map(named -> "`%s` of %s".formatted(key, named)).orElse(key);
    }

    Flags flags() {
        return new Flags()
                .with("ssh.host", "--host", Optional.ofNullable(host))
                .with("ssh.hostKey", "--host-key", Optional.ofNullable(hostKey))
                .with("ssh.jump", "--jump", Optional.ofNullable(jump))
                .with("ssh.identityFile", "--identity", Optional.ofNullable(identity));
    }
}
