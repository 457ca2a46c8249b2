package dev.nordbox.installer.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final List<Boolean> echo = new ArrayList<>();
    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "/dev/pts/3, true",
        "/dev/tty1, true",
        "/dev/console, true",
        "/home/kari/up.log, false",
        "pipe:[4711], false",
        "/dev/null, false"
    })
    void aStreamIsATerminalWhereItLeads(String target, boolean terminal) throws Exception {
        Path descriptor = Files.createSymbolicLink(directory.resolve("2"), Path.of(target));

        assertThat(Terminal.isAtTheEndOf(descriptor)).isEqualTo(terminal);
    }

    @Test
    void answersAreLinesAndTheEndIsNone() {
        Terminal terminal = typing("yes\n" + "long".repeat(50) + "\nhalf", true);

        assertThat(terminal.ask("Go on? ")).contains("yes");
        assertThat(terminal.ask("And? ")).contains("long".repeat(50));
        assertThat(terminal.ask("And? ")).isEmpty();
        assertThat(shown).hasToString("Go on? And? And? ");
    }

    @Test
    void aSecretIsReadWithoutEchoWhichComesBack() {
        assertThat(typing("s3cret\n", true).askSecret("Passphrase: "))
                .contains("s3cret".toCharArray());
        assertThat(echo).containsExactly(false, true);
        assertThat(shown).hasToString("Passphrase: " + System.lineSeparator());
    }

    @Test
    void aSecretThatWouldShowIsNotAskedFor() {
        assertThat(typing("s3cret\n", false).askSecret("Passphrase: ")).isEmpty();
        assertThat(shown.toString()).doesNotContain("Passphrase");
    }

    @Test
    void whatIsAskedDoesNotStandBehindWhatIsGoingOn() {
        new Screen(new PrintStream(shown, true), UTF_8, true, false, Map.of()).activity("connect");
        Terminal terminal = new FreshLine(typing("yes\nmore\n", true));
        terminal.tell("The server is not known.");

        assertThat(terminal.ask("Go on? ")).contains("yes");
        assertThat(shown.toString())
                .endsWith(
                        "connect\r\u001b[KThe server is not known."
                                + System.lineSeparator()
                                + "\r\u001b[KGo on? ");
    }

    private Terminal typing(String text, boolean echoObeys) {
        return new DeviceTerminal(
                new ByteArrayInputStream(text.getBytes()),
                shown,
                on -> {
                    echo.add(on);
                    return echoObeys;
                });
    }
}
