package dev.nordbox.installer.wiring;

import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import java.util.Optional;

/**
 * How this one run gets in, apart from what a box's configuration says.
 *
 * @param contact what becomes of a host key that is not known yet
 * @param config {@code --ssh-config FILE}, or {@code none}; empty: the usual files
 */
public record SshFlags(FirstContact contact, Optional<String> config) {}
