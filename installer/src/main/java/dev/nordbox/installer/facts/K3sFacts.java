package dev.nordbox.installer.facts;

import java.util.Optional;

/**
 * k3s as nordbox last left it, from the notes under {@code /var/lib/nordbox-installer}.
 *
 * @param ours nordbox has taken this host over, so a k3s on it is its own, or it has left data
 *     behind and nobody brought another k3s since
 * @param version of the binary that was installed last
 */
public record K3sFacts(boolean ours, Optional<String> version) {
    /** What systemd calls it, whoever installed it. */
    public static final String UNIT = "k3s.service";
}
