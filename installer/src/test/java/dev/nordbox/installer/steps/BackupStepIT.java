package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.installer.backup.KitsState;
import dev.nordbox.installer.backup.OnBox;
import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BackupConfig.Keep;
import dev.nordbox.installer.config.BackupConfig.Schedule;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.templates.Templates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units on a real systemd, where a stand-in for Java tells what it may do. */
class BackupStepIT {
    private static final List<Step> STEPS =
            List.of(new AdoptHost(), new InstallBackup(Templates.bundled(), LoginPrompts.NOBODY));

    /** Does what making a kit needs, and what it must not be able to. */
    private static final String STAND_IN =
            """
            #!/bin/sh
            [ "$1" != -version ] || { echo 'openjdk version "17.0.15"' >&2; exit 0; }
            [ ! -e /srv/kits/fail ] || { echo 'the store is closed' >&2; exit 14; }
            echo run >>/srv/kits/runs
            exec >/srv/kits/seen 2>/dev/null
            cat /var/lib/nordbox/git/id_ed25519
            rm /var/lib/rancher/k3s/server/db/snapshots/nordbox-kit-1 && echo removed
            exec 9</var/lib/rancher/k3s/server/db && flock -w 1 9 && echo locked
            touch /etc/nordbox/x || echo '/etc is closed'
            touch /var/lib/rancher/k3s/server/tls/x || echo 'k3s is closed'
            printf '{"kit":{"at":"%s","file":"k","where":"/srv/kits","size":1024,"keys":["SHA256:old"]}}' \\
                "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >/var/lib/nordbox-backup/last.json && echo noted
            systemctl is-active k3s.service || echo 'systemd answers'
            """;

    @TempDir static Path folder;
    private static SystemdServer server;

    @BeforeAll
    static void aBox() throws Exception {
        server = SystemdServer.start(folder);
        server.sh("useradd --system nordbox");
        server.sh("install -d -o nordbox -m 750 /var/lib/nordbox");
        server.sh("install -d -o nordbox -m 700 /var/lib/nordbox/git");
        server.sh("echo 'deploy key' >/var/lib/nordbox/git/id_ed25519");
        server.sh("chown nordbox /var/lib/nordbox/git/id_ed25519");
        server.sh("chmod 600 /var/lib/nordbox/git/id_ed25519");
        server.sh("mkdir -p /var/lib/rancher/k3s/server/db/snapshots");
        server.sh("mkdir -p /var/lib/rancher/k3s/server/tls /opt/nordbox");
        server.sh("cat >/usr/bin/java <<'END'\n" + STAND_IN + "END\n");
        server.sh("chmod 755 /usr/bin/java");
    }

    @BeforeEach
    void aBoxThatMadeNoKitYet() throws Exception {
        up(Specs.plain());
        server.sh("rm -rf /srv/kits");
        server.sh("touch /var/lib/rancher/k3s/server/db/snapshots/nordbox-kit-1");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theTimerStartsAConfinedRunThatStatusKnowsOf() throws Exception {
        assertThat(up(directory()).changed()).isNotEmpty();
        assertThat(up(directory()).changed()).isEmpty();
        assertThat(
                        server.sh(
                                "systemd-analyze verify nordbox-backup.timer"
                                        + " nordbox-backup-renewal.path nordbox-backup-renewal.timer 2>&1 || true"))
                .doesNotContain("nordbox-backup");
        assertThat(server.sh("systemctl show -P TimersCalendar nordbox-backup.timer"))
                .contains("*-*-* 00/6:00:00");

        try (Host host = server.connect("root")) {
            assertThat(state(host).line()).startsWith("none yet; next ");
            new OnBox(host).make();

            assertThat(server.sh("cat /srv/kits/seen"))
                    .isEqualTo(
                            """
                            deploy key
                            removed
                            locked
                            /etc is closed
                            k3s is closed
                            noted
                            inactive
                            systemd answers
                            """);
            assertThat(state(host).problems()).isEmpty();
            assertThat(state(host).line()).contains("1 KiB in /srv/kits; next ");

            server.sh("touch /srv/kits/fail; systemctl start nordbox-backup || true");
            assertThat(state(host).problems())
                    .extracting(Problem::what)
                    .containsExactly("the last kit was not made: its run ended in exit-code");
        }
    }

    @Test
    void aNewSealingKeyMakesAKitHoweverOftenItIsToldAndTheControllerCanDoNoMore() throws Exception {
        up(directory());
        server.sh("mkdir -p /etc/systemd/system/nordbox-backup-renewal.timer.d");
        server.sh(
                "printf '[Timer]\\nOnActiveSec=\\nOnActiveSec=2s\\nAccuracySec=1ms\\n'"
                        + " >/etc/systemd/system/nordbox-backup-renewal.timer.d/brief.conf");
        server.sh("systemctl daemon-reload");
        awaitRuns("0");

        renew("first");
        awaitRuns("1");

        for (int i = 0; i < 5; i++) {
            renew("burst-" + i);
        }
        awaitRuns("2");

        String key = "SHA256:" + "b".repeat(43) + " 2026-11-01T00:00:00Z";
        renew(key);
        awaitRuns("3");
        try (Host host = server.connect("root")) {
            assertThat(state(host).line()).contains("; without sealing key SHA256:bbb");
            assertThat(state(host).problems()).hasSize(1);

            server.sh(
                    "runuser -u nordbox -- ln -sf /etc/nordbox/backup.yaml /var/lib/nordbox/sealing-keys");
            assertThat(state(host).line()).as("read as the controller").doesNotContain("without");
        }
        awaitRuns("4");

        assertThat(server.sh("runuser -u nordbox -- systemctl start nordbox-backup 2>&1 || true"))
                .isNotEmpty();
        assertThat(server.sh("runuser -u nordbox -- cat /etc/nordbox/backup.yaml 2>&1 || true"))
                .contains("denied");
        awaitRuns("4");
        server.sh("rm -r /etc/systemd/system/nordbox-backup-renewal.timer.d");
    }

    /** As the controller does it. */
    private static void renew(String key) throws Exception {
        server.sh(
                "runuser -u nordbox -- sh -c 'cd /var/lib/nordbox && echo \"%s\" >sealing-keys.new && mv sealing-keys.new sealing-keys'"
                        .formatted(key));
    }

    /** So many, and nothing that could make one more. */
    private static void awaitRuns(String count) {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () -> {
                            assertThat(
                                            server.sh(
                                                    "systemctl show -P ActiveState"
                                                            + " nordbox-backup-renewal.timer"
                                                            + " nordbox-backup.service"
                                                            + " nordbox-backup-renewal.path"))
                                    .isEqualTo("inactive\n\ninactive\n\nactive\n");
                            assertThat(server.sh("cat /srv/kits/runs 2>/dev/null | wc -l").strip())
                                    .isEqualTo(count);
                        });
    }

    @Test
    void withoutTheSectionNothingIsLeftButTheKits() throws Exception {
        up(directory());
        server.sh("touch /srv/kits/old.kit");

        assertThat(up(Specs.plain()).changed()).isNotEmpty();

        assertThat(up(Specs.plain()).changed()).isEmpty();
        assertThat(
                        server.sh(
                                "ls -d /etc/nordbox/* /etc/systemd/system/*backup* /var/lib/*backup* 2>/dev/null || true"))
                .isEmpty();
        assertThat(server.sh("systemctl list-units --all --plain --no-legend 'nordbox-backup*'"))
                .isEmpty();
        assertThat(server.sh("ls /srv/kits")).contains("old.kit");
    }

    @Test
    void aStoreOnAnotherHostGetsAKeyOfTheBox() throws Exception {
        Target store =
                new Target.Sftp(
                        "store.example.no",
                        22,
                        "kits",
                        "boxes",
                        "SHA256:" + "a".repeat(43),
                        Optional.empty());

        up(spec(store));

        assertThat(up(spec(store)).changed()).isEmpty();
        assertThat(server.sh("cat " + BackupFile.KEY + ".pub")).startsWith("ssh-ed25519 ");
        assertThat(server.sh("stat -c '%a %U' " + BackupFile.KEY + " " + BackupFile.STATE))
                .isEqualTo("600 root\n700 root\n");
        up(Specs.plain());
    }

    private static KitsState state(Host host) throws Exception {
        return KitsState.of(host, Instant.now()).orElseThrow();
    }

    private static InstallReport up(InstallSpec spec) throws Exception {
        return server.up(server.connect("root"), spec, STEPS);
    }

    private static InstallSpec directory() {
        return spec(new Target.Directory("/srv/kits"));
    }

    private static InstallSpec spec(Target target) {
        BackupConfig backup =
                new BackupConfig(
                        List.of("age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"),
                        new Schedule("every 6h", "*-*-* 00/6:00:00", Duration.ofHours(6)),
                        target,
                        new Keep(3, 7, 4, 6),
                        Duration.ofHours(12));
        InstallSpec plain = Specs.plain();
        return new InstallSpec(plain.config().with(Optional.of(backup)), plain.artifacts());
    }
}
