package dev.nordbox.installer.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.nordbox.installer.problem.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ThisMachineTest {
    private final ThisMachine machine = new ThisMachine("root@203.0.113.7");

    @Test
    void aScriptRunsWithItsArguments() throws Exception {
        CommandOutcome outcome =
                machine.run(Command.script("try", "echo \"$1\"; echo no >&2; exit 3", "a b"));

        assertThat(outcome).isEqualTo(new CommandOutcome(3, "a b\n", "no\n"));
    }

    @Test
    void moreThanMemoryShouldHoldGoesByAsItComes() throws Exception {
        long[] count = new long[1];
        OutputStream sink =
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        count[0]++;
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        count[0] += length;
                    }
                };

        CommandOutcome outcome =
                machine.receive(Command.of("head", "-c", "100000000", "/dev/zero"), sink);

        assertThat(outcome).isEqualTo(new CommandOutcome(0, "", ""));
        assertThat(count[0]).isEqualTo(100_000_000);
    }

    @Test
    void aCommandThatTalksALotBesidesDoesNotHang() throws Exception {
        CommandOutcome outcome =
                machine.run(
                        Command.script(
                                "talk", "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero"));

        assertThat(outcome.stdout()).hasSize(300_000);
        assertThat(outcome.stderr()).hasSize(300_000);
    }

    @Test
    void whatTheSinkThrowsComesBackOnceTheCommandHasEnded() {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("full");
                    }
                };

        assertThatThrownBy(() -> machine.receive(Command.of("seq", "100000"), full))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void aCommandThatSaysNothingForTooLongIsEnded() {
        Command sleep =
                Command.script("sleep", "echo here; sleep 4712; echo there")
                        .within(Duration.ofMillis(300));

        assertThatThrownBy(() -> machine.receive(sleep, new ByteArrayOutputStream()))
                .isInstanceOfSatisfying(
                        HostException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.TIMED_OUT));
        await().until(
                        () ->
                                ProcessHandle.current()
                                        .descendants()
                                        .noneMatch(
                                                each ->
                                                        each.info()
                                                                .commandLine()
                                                                .orElse("")
                                                                .contains("sleep 4712")));
    }

    @Test
    void aProgramThatIsNotThereIsAnOutcome() throws Exception {
        assertThat(machine.run(Command.of("no-such-program")).exitCode()).isEqualTo(127);
    }
}
