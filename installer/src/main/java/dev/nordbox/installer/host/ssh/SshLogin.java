package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person asked for on the command line.
 *
 * @param host {@code [user@]host[:port]}, or a name of ssh's configuration
 * @param jump {@code --jump}: hosts to go through in place of ProxyJump, with commas between them
 * @param hostKey {@code --host-key SHA256:…}
 * @param identity {@code --identity FILE}: this key and no other is offered
 * @param contact what becomes of a host key that is not known yet
 */
public record SshLogin(
        String host,
        Optional<String> jump,
        Optional<String> hostKey,
        Optional<Path> identity,
        FirstContact contact) {}
