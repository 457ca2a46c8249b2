package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.ssh.config.ClientConfig;
import dev.nordbox.installer.host.ssh.config.HostSettings.Agent;
import dev.nordbox.installer.host.ssh.config.HostSettings.HostKeyRules;
import dev.nordbox.installer.host.ssh.hostkey.KnownHosts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a person keeps keys and settings.
 *
 * @param agentSocket of a running ssh-agent
 * @param config ssh's own configuration
 * @param newHostKeys where keys of hosts are remembered that nobody knew before; empty: in the
 *     known_hosts of the person
 */
public record SshEnvironment(
        Path home, Optional<Path> agentSocket, ClientConfig config, Optional<Path> newHostKeys) {
    private static final List<String> DEFAULT_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    /** Keys on a security key: only an agent can sign with them. */
    private static final List<String> HARDWARE_KEYS = List.of("id_ed25519_sk", "id_ecdsa_sk");

    /** Where keys of hosts are remembered as ssh does. */
    public SshEnvironment(Path home, Optional<Path> agentSocket, ClientConfig config) {
        this(home, agentSocket, config, Optional.empty());
    }

    /**
     * @param localUser who runs this
     */
    public static SshEnvironment of(Map<String, String> environment, Path home, String localUser) {
        return new SshEnvironment(
                home,
                AgentPlace.usual(environment),
                ClientConfig.usual(home, localUser, environment));
    }

    /** The same with another configuration. */
    public SshEnvironment with(ClientConfig other) {
        return new SshEnvironment(home, agentSocket, other, newHostKeys);
    }

    /** The same that leaves the person's known_hosts as they are. */
    public SshEnvironment rememberingIn(Path file) {
        return new SshEnvironment(home, agentSocket, config, Optional.of(file));
    }

    KnownHosts knownHosts(HostKeyRules rules) {
        KnownHosts usual = KnownHosts.of(rules);
        return newHostKeys.map(usual::rememberingIn).orElse(usual);
    }

    /** In the order in which they are offered; not all of them exist. */
    List<Path> defaultKeys() {
        return inHome(DEFAULT_KEYS);
    }

    List<Path> hardwareKeys() {
        return inHome(HARDWARE_KEYS);
    }

    /** The agent that a configuration chooses. */
    Optional<Path> socket(Agent choice) {
        if (choice instanceof Agent.At at) {
            return Optional.of(at.socket());
        }
        return choice instanceof Agent.None ? Optional.empty() : agentSocket;
    }

    private List<Path> inHome(List<String> names) {
        return names.stream().map(name -> home.resolve(".ssh").resolve(name)).toList();
    }
}
