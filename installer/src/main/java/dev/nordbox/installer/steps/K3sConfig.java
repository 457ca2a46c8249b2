package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Model of the templates that k3s is configured with.
 *
 * @param tlsSans names and addresses the API server answers to, beyond those k3s knows itself
 * @param disable packaged components that are left out
 * @param registriesClosed a registry of registries.yaml is not asked itself, but its endpoints
 *     alone
 * @param proxied it goes through a proxy that its settings name
 * @param auditDays how long the audit log is kept
 * @param auditBackups how many of its files; without a profile that is the shorter of the two
 * @param auditCompressed past files are compressed
 */
public record K3sConfig(
        List<String> tlsSans,
        List<String> disable,
        boolean registriesClosed,
        boolean proxied,
        int auditDays,
        int auditBackups,
        boolean auditCompressed) {
    private static final int DAYS = 30;
    private static final int BACKUPS = 10;

    /** Of 100 MB before they are compressed, to a twentieth or so: 1 GB on disk for half a year. */
    private static final int BACKUPS_FOR_HALF_A_YEAR = 200;

    private static final int HALF_A_YEAR = 180;

    public K3sConfig {
        tlsSans = List.copyOf(tlsSans);
        disable = List.copyOf(disable);
    }

    static K3sConfig of(BoxConfig config) {
        List<String> sans =
                Stream.concat(
                                Stream.of(ApiEndpoint.of(config).host(), config.ssh().address()),
                                config.k3s().tlsSans().stream())
                        .distinct()
                        .toList();
        Optional<Integer> days = LogRetention.days(config);
        return new K3sConfig(
                sans,
                config.k3s().disable(),
                config.profile().isPresent() || !config.k3s().registries().defaultEndpoint(),
                !config.proxy().saysNothing(),
                days.orElse(DAYS),
                days.map(K3sConfig::backups).orElse(BACKUPS),
                days.isPresent());
    }

    private static int backups(int days) {
        return Math.max(BACKUPS, BACKUPS_FOR_HALF_A_YEAR * days / HALF_A_YEAR);
    }
}
