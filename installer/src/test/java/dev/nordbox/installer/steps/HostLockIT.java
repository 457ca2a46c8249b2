package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Operator;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.StepFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run at a time changes a host, on a real Debian over real SSH. */
class HostLockIT {
    private static final InstallSpec OPEN = Specs.plain();

    @TempDir Path folder;
    private SystemdServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = SystemdServer.start(folder);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void theLockKeepsASecondRunOutAndDiesWithItsConnection() throws Exception {
        assertThatThrownBy(() -> during("root", (host, progress) -> meetRival(host)))
                .hasMessage("connection cut");

        assertThat(server.sh("cat /run/nordbox-installer.lock")).contains("tester@laptop");
        assertThat(server.guard("root", OPEN).changed()).isNotEmpty();
    }

    private void meetRival(Host host) {
        assertThatThrownBy(() -> server.guard("debian", OPEN))
                .isInstanceOf(StepFailed.class)
                .hasMessageContaining("another run is changing this host: tester@laptop");
        host.close();
        throw new IllegalStateException("connection cut");
    }

    @Test
    void aLockWhoseConnectionWentSilentIsTakenOver() throws Exception {
        List<String> rivals = new ArrayList<>();

        assertThatThrownBy(() -> during("debian", (host, progress) -> fallAsleep(host, rivals)))
                .isInstanceOf(StepFailed.class)
                .hasMessageContaining("connection lost");

        assertThat(rivals).first().asString().contains("heard of");
        assertThat(rivals).last().isEqualTo("done");
    }

    /** Nothing of the sleeper reaches the server any more, and nobody tells the server. */
    private void fallAsleep(Host host, List<String> rivals) throws ProblemException {
        Command ask = Command.of("printenv", "SSH_CONNECTION");
        String port = host.run(ask).orFail(host, ask).stdout().split(" ")[1];
        dropping(port);
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(5))
                .until(
                        () -> {
                            rivals.add(rival());
                            return rivals.get(rivals.size() - 1).equals("done");
                        });
        host.run(Command.of("true"));
    }

    private String rival() {
        try {
            server.guard("root", OPEN);
            return "done";
        } catch (ProblemException e) {
            return e.getMessage();
        }
    }

    private void dropping(String port) {
        try {
            server.sh("iptables -I INPUT -p tcp --sport " + port + " -j DROP");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theSameOperatorTakesOverAtOnceWhenTheirFormerProcessIsGone() throws Exception {
        Operator former = new Operator("tester@laptop", "999999999/1", process -> true, false);
        server.operatedBy(former);
        assertThatThrownBy(() -> during("root", (host, progress) -> server.guard("root", OPEN)))
                .hasMessageContaining("another run is changing this host: tester@laptop");
        assertThatThrownBy(() -> during("root", (host, progress) -> comeBack(host)))
                .hasMessageContaining("connection lost");

        assertThat(server.sh("systemctl is-active nordbox-guard")).startsWith("active");
    }

    private void comeBack(Host host) throws ProblemException {
        server.operatedBy(Operator.of("tester@laptop"));
        server.guard("root", OPEN);
        host.run(Command.of("true"));
    }

    private void during(String user, Change.Effect effect) throws ProblemException {
        server.up(server.connect(user), OPEN, List.of(new OneEffect(effect)));
    }

    /** Asks for nothing, and does the one thing. */
    private record OneEffect(Change.Effect effect) implements Step {
        @Override
        public String id() {
            return "test";
        }

        @Override
        public String title() {
            return "Test";
        }

        @Override
        public FactQuery asks(InstallSpec spec) {
            return FactQuery.NOTHING;
        }

        @Override
        public List<Change> plan(HostFacts facts, InstallSpec spec) {
            return List.of(new Change("do it", effect));
        }
    }
}
