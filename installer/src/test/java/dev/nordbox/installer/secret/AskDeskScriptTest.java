package dev.nordbox.installer.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.installer.host.Script;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script with a Java that says what it was asked. */
class AskDeskScriptTest {
    @TempDir private Path folder;
    private Path memory;
    private Path programs;

    @BeforeEach
    void aBoxWithAController() throws IOException {
        memory = Files.createDirectory(folder.resolve("run"));
        programs = Files.createDirectory(folder.resolve("bin"));
        Path jar = Files.writeString(folder.resolve("bootstrap.jar"), "");
        Path java = program("java", "printf '%s\\n' \"$*\"; cat");
        program("runuser", "shift 3; exec \"$@\"");
        Files.writeString(
                folder.resolve("nordbox.service"),
                "[Service]\nExecStart=%s -Xss512k -jar %s controller --config /etc/c\n"
                        .formatted(java, jar));
    }

    @Test
    void aRequestIsPassedOnWithTheOptionsOfTheController() throws Exception {
        Ran ran = ask("{\"op\":\"keys\"}");

        assertThat(ran.out().lines().toList())
                .containsExactly(
                        "-Xss512k -jar "
                                + folder.resolve("bootstrap.jar")
                                + " secret on-box --kubeconfig /etc/nordbox/kubeconfig",
                        "{\"op\":\"keys\"}");
    }

    @Test
    void forTheFirstKeyOneIsOfferedThatIsNowhereAfterwards() throws Exception {
        Ran ran = ask("", "prepare");

        assertThat(ran.code()).isZero();
        Map<String, Object> request = Json.parse(ran.lastLine().getBytes(StandardCharsets.UTF_8));
        assertThat(request).containsEntry("op", "prepare");
        String pem = Fields.text(request, "key").orElseThrow();
        SealingKey key = SealingKey.parse(pem, Instant.now(), new SecureRandom());
        assertThat(key.certificate().publicKey().getModulus().bitLength()).isEqualTo(4096);
        assertThat(memory).isEmptyDirectory();
    }

    @Test
    void forAnotherKeyOneIsOfferedLikewise() throws Exception {
        Map<String, Object> request =
                Json.parse(ask("", "renew").lastLine().getBytes(StandardCharsets.UTF_8));

        assertThat(request).containsEntry("op", "renew").containsKey("key");
        assertThat(memory).isEmptyDirectory();
    }

    @Test
    void withoutSshKeygenJavaMakesTheKey() throws Exception {
        program("ssh-keygen", "exit 127");

        assertThat(ask("", "prepare").lastLine()).isEqualTo("{\"op\":\"prepare\"}");
        assertThat(memory).isEmptyDirectory();
    }

    @Test
    void whatAKilledRunLeftGoes() throws Exception {
        Files.createDirectory(memory.resolve("nordbox-key.abc123"));
        program("ssh-keygen", "exit 127");

        ask("", "prepare");

        assertThat(memory).isEmptyDirectory();
    }

    @Test
    void aKeyThatWasBegunIsWaitedForAndTaken() throws Exception {
        program("systemd-run", "while [ $1 != ssh-keygen ]; do shift; done; \"$@\"");
        program("systemctl", "[ -e %1$s/asked ] && exit 3; touch %1$s/asked".formatted(folder));

        assertThat(run("begin-key.sh", "").code()).isZero();
        String begun = Files.readString(memory.resolve("nordbox-first-key/key"));
        program("ssh-keygen", "exit 127");

        String offered = ask("", "prepare").lastLine();

        assertThat(Fields.text(Json.parse(offered.getBytes(StandardCharsets.UTF_8)), "key"))
                .hasValue(begun);
        assertThat(folder.resolve("asked")).exists();
        assertThat(memory).isEmptyDirectory();
    }

    @Test
    void oneThatWasCutOffIsMadeAnew() throws Exception {
        Path first = Files.createDirectory(memory.resolve("nordbox-first-key"));
        Files.writeString(first.resolve("key"), "-----BEGIN PRIV");
        program("systemctl", "exit 3");

        String offered = ask("", "prepare").lastLine();

        assertThat(Fields.text(Json.parse(offered.getBytes(StandardCharsets.UTF_8)), "key"))
                .hasValueSatisfying(key -> assertThat(key).contains("END PRIVATE KEY"));
        assertThat(memory).isEmptyDirectory();
    }

    @Test
    void withoutAControllerItSaysSo() throws Exception {
        Files.delete(folder.resolve("bootstrap.jar"));

        Ran ran = ask("{}");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("there is no controller on it");
    }

    private Path program(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Ran(int code, String out) {
        String lastLine() {
            return out.lines().reduce("", (before, line) -> line);
        }
    }

    private Ran ask(String request, String... arguments) throws Exception {
        return run("ask-desk.sh", request, arguments);
    }

    private Ran run(String name, String request, String... arguments) throws Exception {
        String script =
                Script.beside(BoxDesk.class, name)
                        .replace("/etc/systemd/system", folder.toString())
                        .replace("/run/", memory + "/")
                        .replace(" PATH=\"", " PATH=\"" + programs + ":");
        List<String> words = new ArrayList<>(List.of("sh", "-c", script, "ask-desk"));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(request.getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), said);
        }
    }
}
