package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.StepResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real systemd tells of starts, with a k3s that does nothing but say that it is ready. */
class RunningK3sIT {
    private static final String READY =
            """
            #!/bin/sh
            case $1 in
                --version) echo 'k3s version v1.36.4+k3s1 (test)' ;;
                server)
                    exec perl -e 'use Socket; socket(S, AF_UNIX, SOCK_DGRAM, 0);
                        send(S, "READY=1", 0, sockaddr_un($ENV{NOTIFY_SOCKET})); sleep 1000000' ;;
                *) exit 1 ;;
            esac
            """;
    private static final String CONFIGURATION = "/etc/rancher/k3s/config.yaml";

    @TempDir Path folder;
    private SystemdServer server;
    private InstallSpec spec;

    @BeforeEach
    void aBoxStands() throws Exception {
        server = SystemdServer.start(folder);
        Path files = Files.createDirectory(folder.resolve("files"));
        spec = TrialBox.in(files).spec;
        spec =
                new InstallSpec(
                        spec.config(),
                        TrialBox.artifactsOf(spec, TrialBox.file(files, "k3s", READY)));
        assertThat(up()).contains("k3s-start");
        assertThat(up()).isEmpty();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void anEditThatWasLoadedIsUndoneAndOneThatWasNotCostsNoRestart() throws Exception {
        String first = start();
        server.sh("echo debug: true >>" + CONFIGURATION);
        assertThat(up()).containsExactly("k3s-files");
        assertThat(start()).isEqualTo(first);

        server.sh("echo debug: true >>" + CONFIGURATION + "; systemctl restart k3s");
        String loaded = start();
        assertThat(up()).containsExactly("k3s-files", "k3s-start");
        assertThat(start()).isNotEqualTo(loaded);
        assertThat(up()).isEmpty();
    }

    @Test
    void anEditThatWasLoadedAndPutBackIsFoundOut() throws Exception {
        server.sh("cp -p %s /root/; echo debug: true >>%s".formatted(CONFIGURATION, CONFIGURATION));
        server.sh("systemctl restart k3s; cp -p /root/config.yaml " + CONFIGURATION);

        assertThat(up()).containsExactly("k3s-start");
        assertThat(up()).isEmpty();
    }

    @Test
    void aStartByAnybodyWithWhatIsThereIsNoChange() throws Exception {
        server.sh("systemctl restart k3s");

        assertThat(up()).isEmpty();
    }

    private String start() throws Exception {
        return server.sh("systemctl show -P InvocationID k3s");
    }

    private List<String> up() throws ProblemException {
        K3sFiles k3s = new K3sFiles(TrialBox.TEMPLATES);
        List<Step> steps =
                List.of(
                        new AdoptHost(),
                        new RaiseGuard(TrialBox.TEMPLATES),
                        new WriteK3sFiles(k3s),
                        new UploadK3s(),
                        new InstallK3sUnit(k3s),
                        new StartK3s(k3s, Wait.patient()));
        return server
                .up(server.connect("root"), spec, steps, SystemdServer.survey(ClusterSurvey.NONE))
                .changed()
                .stream()
                .map(StepResult::id)
                .toList();
    }
}
