package dev.nordbox.installer.host.ssh;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person asked for on the command line.
 *
 * @param hostKey {@code --host-key SHA256:…}
 * @param identity {@code --identity FILE}: this key and no other is offered
 */
public record SshLogin(SshTarget target, Optional<String> hostKey, Optional<Path> identity) {}
