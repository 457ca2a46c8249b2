package dev.nordbox.installer.wiring;

import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How this one run gets in, apart from what a box's configuration says.
 *
 * @param contact what becomes of a host key that is not known yet
 * @param config {@code --ssh-config FILE}, or {@code none}; empty: the usual files
 * @param hostKeySaid where the key that the host must show is named, for messages
 * @param newHostKeys where keys of unknown hosts are remembered; empty: in known_hosts
 */
public record SshFlags(
        FirstContact contact,
        Optional<String> config,
        String hostKeySaid,
        Optional<Path> newHostKeys) {

    public SshFlags(FirstContact contact, Optional<String> config, String hostKeySaid) {
        this(contact, config, hostKeySaid, Optional.empty());
    }

    /** The same for a host that is not to be known any longer than this run. */
    public SshFlags rememberingIn(Path file) {
        return new SshFlags(contact, config, hostKeySaid, Optional.of(file));
    }
}
