package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.config.Hardening;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.templates.Templates;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Security updates and auditd on a real Debian that reaches no mirror. */
class UpkeepIT {
    private static final String NO_MIRROR =
            "rm -rf /etc/apt/sources.list.d/*;"
                    + " echo 'deb http://192.0.2.1/debian bookworm main' >/etc/apt/sources.list";

    @TempDir Path folder;
    private SystemdServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = SystemdServer.start(folder);
        server.sh(NO_MIRROR);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void aMirrorOutOfReachIsTriedOnceAndEtcIsAsBefore() throws Exception {
        InstallSpec plain = HeldTo.nordic(Specs.plain());
        InstallSpec spec =
                new InstallSpec(
                        plain.config().with(new Hardening(false, true, true, false, false)),
                        plain.artifacts());
        String before = server.sh("find /etc -type f | sort | xargs sha256sum");

        InstallReport first = up(spec);

        assertThat(first.changed())
                .extracting(step -> step.id())
                .containsExactly("adopt", "updates", "auditd");
        assertThat(up(spec).changed()).isEmpty();
        assertThat(server.sh("find /etc -type f | sort | xargs sha256sum")).isEqualTo(before);
    }

    private InstallReport up(InstallSpec spec) throws Exception {
        List<Step> steps =
                List.of(
                        new AdoptHost(),
                        new SecurityUpdates(Templates.bundled()),
                        new WatchWithAuditd(Templates.bundled()));
        return server.up(server.connect("root"), spec, steps);
    }
}
