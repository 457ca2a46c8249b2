package dev.nordbox.installer.facts;

import java.util.List;
import java.util.Optional;

/**
 * k3s as nordbox last left it, from the notes under {@code /var/lib/nordbox-installer}.
 *
 * @param ours nordbox has taken this host over, so a k3s on it is its own, or it has left data
 *     behind and nobody brought another k3s since
 * @param version of the binary that was installed last
 * @param proxySaidIn files of people's on the host that say which proxy k3s goes through
 */
public record K3sFacts(boolean ours, Optional<String> version, List<String> proxySaidIn) {
    public K3sFacts {
        proxySaidIn = List.copyOf(proxySaidIn);
    }

    /** What systemd calls it, whoever installed it. */
    public static final String UNIT = "k3s.service";
}
