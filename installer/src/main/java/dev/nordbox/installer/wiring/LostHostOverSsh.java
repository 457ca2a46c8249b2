package dev.nordbox.installer.wiring;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.drill.HostKeys;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.ssh.SshDiagnosis;
import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.up.LostHost;
import dev.nordbox.installer.up.LostHost.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Knocks where a host was reached when its kit was made, by the host keys that the kit knows.
 *
 * @param identity that the person logs in with
 */
public record LostHostOverSsh(SshConnection way, Optional<String> identity)
        implements LostHost.Answers {
    private static final Command RUNS = Command.of("systemctl", "is-active", "k3s.service");

    /** With any other word, as that of a host that boots, k3s runs there soon. */
    private static final Set<String> GONE = Set.of("inactive", "failed", "unknown");

    @Override
    public Found of(String host, Kit kit) {
        List<HostKey> keys = HostKeys.of(kit);
        if (keys.isEmpty()) {
            return Found.NOT_IT; // nothing to tell it by
        }
        try {
            Path nowhere = Files.createTempFile("nordbox-lost-host", "");
            try {
                return found(host, keys.get(0), nowhere);
            } finally {
                Files.delete(nowhere);
            }
        } catch (ProblemException e) {
            return Found.NOT_IT; // a way that only the lost laptop knew is no reason to stay down
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param word systemd's for the state of k3s; empty when it says nothing
     */
    static Found told(String word) {
        if (word.isEmpty()) {
            return Found.CLOSED;
        }
        return GONE.contains(word) ? Found.WITHOUT_BOX : Found.WITH_BOX;
    }

    /** A host that has one of the keys has the others: it is asked for the kind that is pinned. */
    private Found found(String host, HostKey key, Path nowhere) throws ProblemException {
        BoxConfig.Ssh ssh =
                new BoxConfig.Ssh(host, Optional.empty(), Optional.of(key.fingerprint()), identity);
        SshDiagnosis.Way taken = way.withoutPerson(nowhere).diagnosing(ssh);
        if (taken.host().isPresent()) {
            try (Host there = taken.host().get()) {
                return told(there.run(RUNS).stdout().strip());
            } catch (HostException e) {
                return Found.CLOSED;
            }
        }
        return taken.diagnosis().met() ? Found.CLOSED : Found.NOT_IT;
    }
}
