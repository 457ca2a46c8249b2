package dev.nordbox.installer.host.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a person keeps keys.
 *
 * @param agentSocket of a running ssh-agent
 */
public record SshEnvironment(Path home, Optional<Path> agentSocket) {
    private static final List<String> DEFAULT_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    public static SshEnvironment of(Map<String, String> environment, Path home) {
        return new SshEnvironment(
                home,
                Optional.ofNullable(environment.get("SSH_AUTH_SOCK"))
                        .filter(path -> !path.isBlank())
                        .map(Path::of));
    }

    /** In the order in which they are offered; not all of them exist. */
    List<Path> defaultKeys() {
        return DEFAULT_KEYS.stream().map(name -> home.resolve(".ssh").resolve(name)).toList();
    }
}
