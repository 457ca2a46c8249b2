package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.problem.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Login shells that say something of their own, as an `echo` in a `.bashrc` has them do. */
class LoginShellTest {
    private static final String CHATTY =
            "echo welcome; printf 'no line break'; echo beware >&2; trap 'echo bye; echo bye >&2'"
                    + " EXIT; eval \"$0\"";

    @TempDir Path folder;
    private LocalSshServer server;
    private Person person;

    @BeforeEach
    void startServer() throws Exception {
        KeyPair key = LocalSshServer.newKeyPair();
        server = LocalSshServer.start(folder.resolve("server"));
        server.loginShell("sh", "-c", CHATTY);
        server.authorize(key.getPublic());
        person = new Person(folder.resolve("home"));
        person.keeps("id_ecdsa", key);
        person.pins(server.fingerprint());
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    @Test
    void whatTheShellPrintsIsNoOutputOfTheCommand() throws Exception {
        Command command = Command.of("sh", "-c", "printf 'out\n\n'; printf 'err' >&2; exit 3");

        CommandOutcome outcome = run("root", command);

        assertThat(outcome).isEqualTo(new CommandOutcome(3, "out\n\n", "err"));
    }

    @Test
    void aCommandThatSaysNothingSaidNothing() throws Exception {
        assertThat(run("root", Command.of("true"))).isEqualTo(new CommandOutcome(0, "", ""));
    }

    @Test
    void everyWordArrivesAsItIs() throws Exception {
        Command print =
                Command.of(
                        "printf",
                        "<%s>",
                        "it's",
                        "\\\\",
                        "back\\",
                        "!x",
                        "two\nlines\n",
                        "",
                        "ø €",
                        "$0");

        assertThat(run("root", print).stdout())
                .isEqualTo("<it's><\\\\><back\\><!x><two\nlines\n><><ø €><$0>");
    }

    @Test
    void scriptsAndSudoWorkAsWithAQuietShell() throws Exception {
        Command script = Command.script("test", "cat <<'END'\n$1 is\nEND\necho \"$1\"", "it's");

        assertThat(run("debian", script.withRoot()).stdout()).isEqualTo("$1 is\nit's\n");
    }

    @Test
    void uploadsArriveWhole() throws Exception {
        byte[] bytes = "blåbær\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        Path local = Files.write(folder.resolve("local"), bytes);
        Path target = folder.resolve("far/tool");
        String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));

        try (SshHost host = person.at("debian@127.0.0.1:" + server.port()).connect()) {
            host.upload(local, sum, target.toString(), "0755", TransferProgress.SILENT);
        }

        assertThat(target).hasSameBinaryContentAs(local);
    }

    @Test
    void aShellThatRunsNothingIsToldWithWhatItSaid() {
        server.loginShell("sh", "-c", "echo 'This account is currently not available.'; exit 1");

        assertThatThrownBy(() -> run("debian", Command.of("true")))
                .isInstanceOfSatisfying(
                        HostException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED))
                .hasMessageContaining("This account is currently not available.")
                .hasMessageContaining("chsh -s /bin/bash debian");
    }

    private CommandOutcome run(String user, Command command) throws Exception {
        try (SshHost host = person.at(user + "@127.0.0.1:" + server.port()).connect()) {
            return host.run(command);
        }
    }
}
