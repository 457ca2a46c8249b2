package dev.nordbox.installer.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.OnThisMachine;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The real scripts, run by the shell of the machine that builds. */
class PreflightScriptsTest {
    @Test
    void theDiskOfThisMachineIsTimedAndNothingIsLeftOnIt() throws ProblemException, IOException {
        Path state = Path.of("/var/lib");
        assumeTrue(Files.isWritable(state), "only root may write to /var/lib");
        FakeHost host = FakeHost.debian12().on(FsyncProbe.LABEL, OnThisMachine::run);

        CheckResult result = FsyncProbe.measure(host);

        assertThat(result.id()).isEqualTo("fsync");
        assertThat(result.observed()).matches("p99 [0-9]+\\.[0-9] ms of 100 writes");
        try (Stream<Path> left = Files.list(state)) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .noneMatch(name -> name.startsWith(".nordbox-fsync"));
        }
    }

    @Test
    void everyMendIsAScriptThatAShellReads() {
        for (String script : List.of("install-packages.sh", "keep-time.sh", "add-localhost.sh")) {
            Command command = Mend.packageScript("read", script);
            Command read =
                    new Command(
                            List.of("sh", "-n"), command.input(), true, command.deadline(), script);
            assertThat(OnThisMachine.run(read).stderr()).as(script).isEmpty();
        }
    }
}
