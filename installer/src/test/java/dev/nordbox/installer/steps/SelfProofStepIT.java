package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.installer.config.ProofFile;
import dev.nordbox.installer.control.Inspection;
import dev.nordbox.installer.evidence.SelfProof;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.step.HostLock;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.Step;
import dev.nordbox.templates.Templates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units on a real systemd, where stand-ins play k3s, and Java, which tells what it may do. */
class SelfProofStepIT {
    private static final List<Step> STEPS =
            List.of(new AdoptHost(), new InstallSelfProof(Templates.bundled()));

    /** Does what the probes do, and what nothing of it must be able to. */
    private static final String STAND_IN =
            """
            #!/bin/sh
            [ "$1" != -version ] || { echo 'openjdk version "17.0.15"' >&2; exit 0; }
            [ "$1" != -Xmx64m ] || { echo "anchors are asked by $(id -un) $(id -Gn)"; exit 0; }
            echo run >>/run/runs
            if [ -e /run/hold ]; then
                trap 'echo ended >/run/ended; exit 143' TERM
                touch /run/holding
                while :; do sleep 1; done
            fi
            exec >/run/seen 2>/dev/null
            head -n 1 /var/lib/nordbox-proof/id_ed25519
            ip netns add probe && ip link add near type veth peer name eth0 netns probe &&
                ip -n probe link set lo up && ip netns exec probe ip -o link show eth0 >/dev/null &&
                echo 'a network of its own'
            if [ -e /run/pods ]; then
                touch /run/waiting
                until [ -e /run/go ]; do sleep 0.2; done
                ip netns exec pod ip -o link show lo >/dev/null && echo 'a network that came later'
            fi
            ip netns del probe && echo 'and it goes'
            nft list ruleset && echo 'the packet filter'
            exec 9</proc/1/fd && echo 'whose process has what'
            mkdir -p /var/lib/nordbox-installer/evidence && touch /var/lib/nordbox-installer/evidence/x && echo kept
            touch /tmp/x && echo 'a folder of its own'
            touch /etc/nordbox/x || echo '/etc is closed'
            touch /var/lib/rancher/x || echo 'k3s is closed'
            touch /var/lib/nordbox-proof/x || echo 'the key stays'
            touch /usr/x || echo '/usr is closed'
            unshare --user true || echo 'no namespace of users'
            sh /run/anchors.sh 3 near=anchor.example=443
            systemctl is-active k3s.service
            exit 30
            """;

    private static final String K3S =
            """
            [Service]
            ExecStart=/bin/sleep infinity
            Restart=always
            RestartSec=1
            """;

    private static final String TIMER = "systemctl show -P ActiveState nordbox-proof-start.timer";

    @TempDir static Path folder;
    private static SystemdServer server;

    @BeforeAll
    static void aBox() throws Exception {
        server = SystemdServer.start(folder);
        // As systemd does it where it is not in a container.
        server.sh("mount --make-rshared /");
        server.sh("mkdir -p /var/lib/rancher /opt/nordbox");
        server.sh("cat >/usr/bin/java <<'END'\n" + STAND_IN + "END\n");
        server.sh("chmod 755 /usr/bin/java");
        server.sh("id nordbox >/dev/null 2>&1 || useradd --system --user-group nordbox");
        server.sh("touch /opt/nordbox/stand-in.jar");
        server.sh(
                "printf '[Service]\\nExecStart=/usr/bin/java -jar /opt/nordbox/stand-in.jar"
                        + " controller --config x\\n' >/etc/systemd/system/nordbox.service");
        String anchors = Script.beside(Inspection.class, "anchors.sh");
        server.sh("cat >/run/anchors.sh <<'END'\n" + anchors + "\nEND\n");
        server.sh("cat >/etc/systemd/system/k3s.service <<'END'\n" + K3S + "END\n");
        server.sh("systemctl daemon-reload");
    }

    @BeforeEach
    void aBoxThatDidNotProveItselfYet() throws Exception {
        server.sh(
                "systemctl stop k3s nordbox-proof-start.timer nordbox-proof.service 2>/dev/null || true");
        up(spec(Optional.empty()));
        server.sh(
                "rm -f /run/runs /run/seen /run/hold /run/holding /run/ended /run/pods /run/go /run/waiting");
        server.sh("rm -f /run/nordbox-proof.held*");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void upInstallsThemOnceAndSystemdTakesThem() throws Exception {
        assertThat(up(daily()).changed()).isNotEmpty();
        assertThat(up(daily()).changed()).isEmpty();
        assertThat(
                        server.sh(
                                "systemd-analyze verify nordbox-proof.timer nordbox-proof-start.timer"
                                        + " nordbox-proof.service 2>&1 || true"))
                .doesNotContain("nordbox-proof");
        assertThat(server.sh("systemctl show -P TimersCalendar nordbox-proof.timer"))
                .contains("*-*-* 04:30:00");
        assertThat(server.sh("systemctl is-active nordbox-proof.service || true").strip())
                .isEqualTo("inactive");
        assertThat(server.sh("stat -c '%a %U' " + ProofFile.KEY + " " + ProofFile.STATE))
                .isEqualTo("600 root\n700 root\n");
    }

    @Test
    void theRunMayDoWhatProbesNeedAndWriteNothingElse() throws Exception {
        up(daily());
        server.sh("systemctl start k3s; touch /run/pods; systemctl start --no-block nordbox-proof");
        awaitSaying("ls /run/waiting 2>/dev/null || true", "/run/waiting");
        // As containerd makes one for a pod, while the run is under way.
        server.sh("touch /run/netns/pod && unshare --net=/run/netns/pod true && touch /run/go");
        awaitSaying("systemctl show -P ActiveState nordbox-proof.service", "failed");

        assertThat(server.sh("cat /run/seen"))
                .contains("BEGIN OPENSSH PRIVATE KEY")
                .contains(
                        """
                        a network of its own
                        a network that came later
                        and it goes
                        """)
                .contains("the packet filter\n")
                .endsWith(
                        """
                        whose process has what
                        kept
                        a folder of its own
                        /etc is closed
                        k3s is closed
                        the key stays
                        /usr is closed
                        no namespace of users
                        anchors are asked by nordbox nordbox
                        active
                        """);
        assertThat(server.sh("systemctl show -P ExecMainStatus nordbox-proof.service").strip())
                .as("what failed is for status to tell, and for systemd to see")
                .isEqualTo("30");
        server.sh("umount /run/netns/pod && rm /run/netns/pod");
    }

    @Test
    void everyStartOfK3sBeginsOneHoweverItCame() throws Exception {
        up(daily());
        briefly("2s");
        awaitRuns("0");

        server.sh("systemctl start k3s");
        awaitRuns("1");

        server.sh("systemctl restart k3s");
        awaitRuns("2");

        server.sh("systemctl kill -s KILL k3s");
        awaitRuns("3");

        server.sh("systemctl stop k3s");
        awaitRuns("3");
        server.sh("rm -r /etc/systemd/system/nordbox-proof-start.timer.d");
    }

    @Test
    void aK3sThatNeverComesUpIsLookedAtThoughItIsStartedAnewAllTheTime() throws Exception {
        up(daily());
        server.sh("mkdir -p /etc/systemd/system/k3s.service.d");
        server.sh(
                "printf '[Unit]\\nStartLimitIntervalSec=0\\n[Service]\\nExecStart=\\n"
                        + "ExecStart=/bin/sh -c \"echo x >>/run/starts; exit 1\"\\n'"
                        + " >/etc/systemd/system/k3s.service.d/crash.conf");
        briefly("10s");

        server.sh("rm -f /run/starts; systemctl start --no-block k3s");
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () ->
                                assertThat(server.sh("cat /run/runs 2>/dev/null || true"))
                                        .isNotEmpty());
        assertThat(server.sh("wc -l </run/starts").strip()).isNotEqualTo("1");

        server.sh("systemctl stop k3s; rm -r /etc/systemd/system/*.d/crash.conf");
        server.sh("rm -r /etc/systemd/system/nordbox-proof-start.timer.d; systemctl daemon-reload");
    }

    private static void briefly(String time) throws Exception {
        server.sh("mkdir -p /etc/systemd/system/nordbox-proof-start.timer.d");
        server.sh(
                "printf '[Timer]\\nOnActiveSec=\\nOnActiveSec=%s\\nAccuracySec=1ms\\n'"
                                .formatted(time)
                        + " >/etc/systemd/system/nordbox-proof-start.timer.d/brief.conf");
        server.sh("systemctl daemon-reload");
    }

    @Test
    void whoeverProvesOrChangesTheBoxEndsItsOwnProofWhichIsNoFailure() throws Exception {
        up(daily());
        server.sh("touch /run/hold; systemctl start --no-block nordbox-proof.service");
        awaitSaying("ls /run/holding 2>/dev/null || true", "/run/holding");
        try (Host host = server.connect("root")) {
            Command take =
                    Command.script(
                            "go first", Script.beside(SelfProof.class, "turn.sh"), "take", "token");
            host.run(take.withRoot()).orFail(host, take);
            assertThat(server.sh("cat /run/ended")).isEqualTo("ended\n");
            assertThat(server.sh("systemctl show -P ActiveState,Result nordbox-proof.service"))
                    .contains("inactive", "success");
            awaitSaying(TIMER, "active");

            server.sh("systemctl stop nordbox-proof-start.timer");
            server.sh(
                    "rm /run/ended /run/holding; systemctl start --no-block nordbox-proof.service");
            awaitSaying("ls /run/holding 2>/dev/null || true", "/run/holding");
            try (HostLock lock = HostLock.take(host, Operator.of("tester@laptop"))) {
                assertThat(server.sh("cat /run/ended")).isEqualTo("ended\n");
                awaitSaying(TIMER, "active");
            }
        }
    }

    @Test
    void withoutATimeNothingIsLeftNotEvenOfAFailure() throws Exception {
        up(daily());
        server.sh("systemctl start nordbox-proof.service || true");

        assertThat(up(spec(Optional.empty())).changed()).isNotEmpty();

        assertThat(up(spec(Optional.empty())).changed()).isEmpty();
        assertThat(
                        server.sh(
                                "ls -d /etc/nordbox/* /etc/systemd/system/*proof*"
                                        + " /etc/systemd/system/k3s.service.wants/*"
                                        + " /var/lib/nordbox-proof 2>/dev/null || true"))
                .isEmpty();
        assertThat(server.sh("systemctl list-units --all --plain --no-legend 'nordbox-proof*'"))
                .isEmpty();
    }

    /** So many, and nothing that could make one more. */
    private static void awaitRuns(String count) {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () -> {
                            assertThat(
                                            server.sh(
                                                    "systemctl show -P ActiveState"
                                                            + " nordbox-proof-start.timer"))
                                    .isEqualTo("inactive\n");
                            assertThat(
                                            server.sh(
                                                    "systemctl show -P ActiveState"
                                                            + " nordbox-proof.service"))
                                    .isIn("inactive\n", "failed\n");
                            assertThat(server.sh("cat /run/runs 2>/dev/null | wc -l").strip())
                                    .isEqualTo(count);
                        });
    }

    private static void awaitSaying(String script, String said) {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(server.sh(script).strip()).isEqualTo(said));
    }

    private static InstallReport up(InstallSpec spec) throws Exception {
        return server.up(server.connect("root"), spec, STEPS);
    }

    private static InstallSpec daily() {
        return spec(Optional.of("daily at 04:30"));
    }

    private static InstallSpec spec(Optional<String> schedule) {
        InstallSpec plain = Specs.plain();
        return HeldTo.with(
                plain,
                plain.config().git(),
                Optional.of(HeldTo.provingItself(schedule, Optional.empty())));
    }
}
