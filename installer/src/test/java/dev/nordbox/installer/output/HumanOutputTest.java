package dev.nordbox.installer.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HumanOutputTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private static void aRun(Output output) {
        output.tell(new Event.RunStarted("r1", "1.0", "up", Optional.of("/log")));
        output.tell(new Event.PhaseStarted("connect"));
        output.tell(new Event.PhaseFinished("connect", "root@203.0.113.7", Duration.ofMillis(800)));
        output.tell(new Event.PhaseStarted("k3s"));
        output.tell(new Event.Transferred("k3s", "k3s", 1_000_000, 4_000_000));
        output.tell(new Event.Transferred("k3s", "k3s", 4_000_000, 4_000_000));
        output.tell(new Event.Doing("k3s", "waiting: Node is not Ready"));
        output.tell(new Event.Doing("k3s", "waiting: Node is not Ready"));
        output.tell(new Event.PhaseFinished("k3s", "Start k3s", Duration.ofSeconds(125)));
        output.tell(new Event.PhaseUnchanged("guard", Duration.ZERO));
        output.tell(
                new Event.Failed(
                        ExitCode.STEP_FAILED,
                        List.of(new Problem("no, token=hunter22", "host", "mend it")),
                        Optional.of("/log")));
        output.tell(
                new Event.RunFinished(
                        ExitCode.DONE,
                        "2 changes",
                        2,
                        9,
                        Duration.ofSeconds(100),
                        Duration.ofSeconds(130)));
    }

    @Test
    void inAPipeEachActivityIsOneLine() {
        aRun(human(false, StandardCharsets.UTF_8));

        assertThat(text())
                .isEqualTo(
                        """
                        nordbox 1.0  up  run r1  log /log
                        ✔ connect     root@203.0.113.7                                                 0.8s
                        ◎ k3s         k3s  4.0 of 4.0 MB
                        ◎ k3s         waiting: Node is not Ready
                        ✔ k3s         Start k3s                                                       2m05s
                        ✗ host: no, token=***
                          fix: mend it
                        log: /log
                        ✔ unchanged   1 step
                        2 changes in 2m10s
                        """);
    }

    @Test
    void aTransferOfUnknownLengthDrownsNoPipe() {
        Output piped = human(false, StandardCharsets.UTF_8);

        for (long sent = 1_000_000; sent < 9_000_000; sent += 1_000_000) {
            piped.tell(new Event.Transferred("artifacts", "k3s", sent, -1));
        }
        assertThat(text()).isEmpty();

        human(true, StandardCharsets.UTF_8)
                .tell(new Event.Transferred("artifacts", "k3s", 1_000_000, -1));
        assertThat(text()).endsWith("k3s  1.0 MB");
    }

    @Test
    void onATerminalTheActivityIsWrittenOver() {
        aRun(human(true, StandardCharsets.UTF_8));

        assertThat(text())
                .contains("\r\u001b[K\u001b[36m◎\u001b[0m k3s         k3s  1.0 of 4.0 MB")
                .contains("\r\u001b[K\u001b[32m✔\u001b[0m k3s         Start k3s");
    }

    @Test
    void aTerminalWithoutUnicodeGetsAscii() {
        aRun(human(false, StandardCharsets.US_ASCII));

        assertThat(text()).contains("\n+ connect", "\n* k3s", "\nx host").isASCII();
    }

    private Output human(boolean terminal, Charset charset) {
        PrintStream stream = new PrintStream(bytes, true, charset);
        return new HumanOutput(
                new Screen(stream, charset, terminal, true, Map.of()), new Redactor());
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
