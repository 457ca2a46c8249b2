package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.preflight.CheckResult;
import dev.nordbox.installer.preflight.Preflight;
import dev.nordbox.installer.preflight.PreflightReport;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.StepEngine.Mode;
import dev.nordbox.installer.up.LookOver;
import dev.nordbox.installer.up.PreflightText;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code preflight --fix} on a real Debian, with its own apt-get and a mirror of one package. */
class PreflightFixIT {
    /** Its package brings back what the test took away. */
    private static final String MIRROR =
            """
            set -e
            mkdir -p /srv/mirror/made/DEBIAN
            cd /srv/mirror
            printf '%s\\n' 'Package: nftables' 'Version: 99' 'Architecture: all' \
                'Maintainer: test <test@example.no>' 'Description: test' >made/DEBIAN/control
            printf '#!/bin/sh\\nmv /usr/sbin/nft.away /usr/sbin/nft\\n' >made/DEBIAN/postinst
            chmod 755 made/DEBIAN/postinst
            dpkg-deb --build made nftables.deb >/dev/null
            {
                dpkg-deb --field nftables.deb
                echo 'Filename: ./nftables.deb'
                echo "Size: $(stat -c %s nftables.deb)"
                echo "SHA256: $(sha256sum nftables.deb | cut -d' ' -f1)"
            } >Packages
            rm -rf /etc/apt/sources.list.d/*
            echo 'deb [trusted=yes] file:/srv/mirror ./' >/etc/apt/sources.list
            mv /usr/sbin/nft /usr/sbin/nft.away
            """;

    /** Nobody keeps the time, and the mirror has nobody who would. */
    private static final String NO_TIME =
            """
            rm -f /lib/systemd/system/systemd-timesyncd.service /run/systemd/timesync/synchronized
            printf '#!/bin/sh\\necho no\\n' >/usr/local/bin/timedatectl
            chmod 755 /usr/local/bin/timedatectl
            """;

    /** Holds the lists as apt-daily does after a boot, until somebody waits for them. */
    private static final String APT_DAILY =
            """
            cat >/run/apt-daily.pl <<'PERL'
            use Fcntl;
            open(my $lock, '>', '/var/lib/apt/lists/lock') or die;
            my $whole = pack('s s x4 q q i x4', F_WRLCK, 0, 0, 0, 0);
            fcntl($lock, F_SETLK, $whole) or die;
            open(my $held, '>', '/run/lists-held') or die;
            until (system('pgrep -fx "sleep 5" >/dev/null') == 0) {
                select(undef, undef, undef, 0.1);
            }
            open(my $waited, '>', '/run/lists-waited-for') or die;
            PERL
            systemd-run --quiet perl /run/apt-daily.pl
            until [ -e /run/lists-held ]; do sleep 0.1; done
            """;

    @TempDir static Path home;
    private static SystemdServer server;

    @BeforeAll
    static void start() throws Exception {
        server = SystemdServer.start(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void mendsWhatItCanWaitsForAptDailyAndTellsWhatItCouldNot() throws Exception {
        server.sh(MIRROR);
        server.sh(NO_TIME);
        server.sh(APT_DAILY);

        PreflightReport report = fix();

        assertThat(server.sh("nft --version")).contains("nftables");
        assertThat(report.results())
                .filteredOn(result -> result.id().equals("nftables"))
                .extracting(CheckResult::outcome)
                .containsExactly(CheckResult.Outcome.PASS);
        assertThat(PreflightText.of(report, false))
                .contains("--fix did: install nftables")
                .anyMatch(
                        line ->
                                line.startsWith("--fix could not: install and start a time service")
                                        && line.contains("systemd-timesyncd"));
        assertThat(server.sh("ls /run")).contains("lists-waited-for");
    }

    private static PreflightReport fix() throws ProblemException {
        return new LookOver(
                        ssh -> server.connect("root"),
                        SystemdServer.survey(ClusterSurvey.NONE),
                        new Preflight(Preflight.JavaSupply.BROUGHT),
                        Operator.of("tester@laptop"),
                        Output.SILENT,
                        Clock.systemUTC())
                .run(Specs.plain().config(), Mode.APPLY);
    }
}
