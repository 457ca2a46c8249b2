package dev.nordbox.installer.drill;

import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.kit.Kit;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The keys that a host is known by. */
public final class HostKeys {
    private HostKeys() {}

    /** Of the host that a kit is of. */
    public static List<HostKey> of(Kit kit) {
        return kit.small(Kit.HOST_KEYS)
                .map(bytes -> parse(new String(bytes, StandardCharsets.UTF_8)))
                .orElse(List.of());
    }

    /** As {@code ssh_host_*_key.pub} have them. */
    static List<HostKey> parse(String text) {
        return text.lines().flatMap(line -> HostKey.parse(line).stream()).distinct().toList();
    }
}
