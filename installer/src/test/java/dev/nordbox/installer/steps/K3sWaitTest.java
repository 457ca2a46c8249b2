package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class K3sWaitTest {
    private final FakeHost host = FakeHost.debian12();
    private final FakeCluster cluster = FakeCluster.on(host);
    private final List<String> shown = new ArrayList<>();
    private final Progress progress =
            new Progress() {
                @Override
                public void doing(String what) {
                    shown.add(what);
                }

                @Override
                public TransferProgress uploading(String what) {
                    return TransferProgress.SILENT;
                }
            };

    @Test
    void showsTheJournalWhileK3sStartsAndTheNewestWarningAfterwards() throws ProblemException {
        cluster.starting.add(
                """
                ActiveState=activating
                NRestarts=0
                journal=time="2026-11-23T10:00:00Z" level=info msg="Waiting for \\"etcd\\" to start"
                """);
        cluster.starting.add(
                """
                ActiveState=active
                journal={"level":"warn","ts":"x","msg":"apply request took too long","took":"1s"}
                readyz=
                """);
        cluster.starting.add(
                """
                ActiveState=active
                readyz=ok
                node=False
                node-message=container runtime network not ready
                warning=Node box ImageGCFailed: no space left on device
                """);
        run();

        new K3sWait(host, TrialBox.brief(), progress)
                .until(K3sState::isNodeReady, "the node to be Ready");

        assertThat(shown)
                .containsExactly(
                        "k3s is activating: Waiting for \"etcd\" to start",
                        "the API is not ready: apply request took too long",
                        "the node is not Ready: Node box ImageGCFailed: no space left on device");
    }

    @Test
    void aNodeThatWasReadyBeforeK3sStartedIsWaitedFor() throws ProblemException {
        String answer =
                """
                ActiveState=active
                ExecMainStartTimestamp=Sat 2026-11-28 10:00:00.500000 UTC
                readyz=ok
                node=True
                node-message=kubelet is posting ready status
                node-heard=%s
                now=%s
                address=203.0.113.7
                """;
        cluster.starting.add(answer.formatted("2026-11-28T09:58:11Z", "2026-11-28T10:00:20Z"));
        cluster.starting.add(answer.formatted("2026-11-28T10:00:00Z", "2026-11-28T10:00:22Z"));
        run();

        new K3sWait(host, TrialBox.brief(), progress)
                .until(K3sState::isNodeReady, "the node to be Ready");

        assertThat(shown)
                .containsExactly(
                        "the node is not Ready: it has not reported since k3s was started");
    }

    @Test
    void aKubeletThatFindsNothingNewToReportIsTrustedOnceItsSilenceWouldHaveBeenNoticed() {
        String answer =
                """
                ExecMainStartTimestamp=Sat 2026-11-28 10:00:00.500000 UTC
                readyz=ok
                node=True
                node-heard=2026-11-28T09:58:11Z
                now=%s
                """;

        assertThat(K3sState.parse(answer.formatted("2026-11-28T10:01:29Z")).isNodeReady())
                .isFalse();
        assertThat(K3sState.parse(answer.formatted("2026-11-28T10:01:30Z")).isNodeReady()).isTrue();
    }

    @Test
    void expiresWithADiagnosis() {
        cluster.starting.addAll(
                Collections.nCopies(50, "ActiveState=activating\nNRestarts=0\njournal=busy\n"));

        assertThatThrownBy(() -> untilActive())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> {
                            assertThat(e.exitCode()).isEqualTo(ExitCode.TIMED_OUT);
                            assertThat(e.problems().get(0).what())
                                    .contains(
                                            "waited for k3s to start; nothing new was seen for 40 s")
                                    .contains("k3s is activating: busy")
                                    .contains("journal: no space left");
                        });
        assertThat(shown).hasSizeLessThan(25);
    }

    @Test
    void aK3sThatStillComesAlongIsWaitedForLongerThanTheDeadline() throws ProblemException {
        for (char stage = 'a'; stage <= 'd'; stage++) {
            cluster.starting.addAll(
                    Collections.nCopies(
                            15, "ActiveState=activating\njournal=stage " + stage + " begins\n"));
        }
        run();

        untilActive();

        assertThat(shown).hasSize(60); // 120 s, three times the deadline
    }

    @Test
    void aK3sThatRepeatsItselfWithOtherTimesIsStuck() {
        for (int second = 0; second < 50; second++) {
            cluster.starting.add(
                    "ActiveState=activating\njournal=etcd not ready after %ds\n".formatted(second));
        }

        assertThatThrownBy(() -> untilActive()).hasMessageContaining("nothing new was seen");
    }

    @Test
    void aCrashLoopEndsTheWaitEarly() {
        for (int restarts = 1; restarts < 20; restarts++) {
            cluster.starting.add(
                    "ActiveState=activating\nSubState=auto-restart\nNRestarts=%d\njournal=%s\n"
                            .formatted(restarts, "flag provided but not defined: -nonsense"));
        }

        assertThatThrownBy(() -> untilActive())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> {
                            assertThat(e.exitCode()).isEqualTo(ExitCode.STEP_FAILED);
                            assertThat(e.problems().get(0).what())
                                    .contains("ends right after each start")
                                    .contains("flag provided but not defined: -nonsense");
                        });
        assertThat(shown).hasSize(3);
    }

    @Test
    void aUnitThatFailedForGoodEndsTheWaitAtOnce() {
        cluster.starting.add("ActiveState=failed\nNRestarts=5\njournal=exec format error\n");

        assertThatThrownBy(() -> untilActive())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("exec format error");
    }

    private void untilActive() throws ProblemException {
        new K3sWait(host, TrialBox.brief(), progress).until(K3sState::isActive, "k3s to start");
    }

    private void run() {
        host.units.put(K3sFiles.UNIT, new UnitFacts("loaded", "active", "enabled", false));
    }
}
