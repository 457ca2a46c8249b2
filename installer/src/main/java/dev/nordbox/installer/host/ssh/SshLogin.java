package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.host.ssh.hostkey.Pin;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person asked for on the command line.
 *
 * @param host {@code [user@]host[:port]}, or a name of ssh's configuration
 * @param jump {@code --jump}: hosts to go through in place of ProxyJump, with commas between them
 * @param hostKey the fingerprint that the host must show, {@code SHA256:…}
 * @param hostKeySaid where that is named: {@code --host-key}, or a key of a file
 * @param identity {@code --identity FILE}: this key and no other is offered
 * @param contact what becomes of a host key that is not known yet
 */
public record SshLogin(
        String host,
        Optional<String> jump,
        Optional<String> hostKey,
        String hostKeySaid,
        Optional<Path> identity,
        FirstContact contact) {

    public SshLogin(
            String host,
            Optional<String> jump,
            Optional<String> hostKey,
            Optional<Path> identity,
            FirstContact contact) {
        this(host, jump, hostKey, Pin.FLAG, identity, contact);
    }
}
