package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.profile.Person;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose the keys are that let in. */
class KeyChecksTest {
    private static final String OTHER = "SHA256:" + "o".repeat(43);

    @TempDir Path folder;
    private final SeenBox box = SeenBox.good();

    @Test
    void keysOfPersonsPass() throws Exception {
        assertThat(finding().result()).isEqualTo(Result.PASS);
        assertThat(finding().observed()).isEqualTo("1 keys, of 1 persons");
    }

    @Test
    void aKeyOfNobodyFailsByItsFingerprintAndFile() throws Exception {
        box.put("keys", "key " + OTHER + " /home/ops/.ssh/authorized_keys\nlooked=yes");

        assertThat(finding().result()).isEqualTo(Result.FAIL);
        assertThat(finding().observed())
                .isEqualTo(OTHER + " in /home/ops/.ssh/authorized_keys is nobody's");
    }

    @Test
    void withoutAListSomebodyMustWriteOne() throws Exception {
        box.persons = List.of();

        assertThat(finding().result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(finding().reason()).contains("profile.persons");
    }

    @Test
    void aFingerprintIsTheSameWithItsPadding() throws Exception {
        box.persons = List.of(new Person("operations", List.of(SeenBox.KEY + "=")));

        assertThat(finding().result()).isEqualTo(Result.PASS);
    }

    @Test
    void keysThatComeFromElsewhereAreNotJudged() throws Exception {
        for (String line :
                List.of(
                        "elsewhere authorizedkeyscommand /usr/bin/ldap",
                        "elsewhere match authorizedkeysfile",
                        "unread /root/x")) {
            SeenBox other = SeenBox.good();
            other.put("keys", line + "\n" + other.sections.get("keys"));
            Finding finding = KeyChecks.all().get("keys-of-persons").examine(other.seen());
            assertThat(finding.result()).isEqualTo(Result.INCONCLUSIVE);
            assertThat(finding.reason()).contains(line);
        }
    }

    /** The real part of the script, over files of a host that is made up. */
    @Test
    void theScriptTellsFingerprintsOfEachAccountAndNeverAKey() throws Exception {
        String root = key("root");
        String ops = key("ops");
        String daemon = key("daemon");
        write(
                "root/.ssh/authorized_keys",
                "# who\n\nfrom=\"203.0.113.0/24\",command=\"echo a b\" %s\n"
                        .formatted(publicKey("root")));
        write("home/ops/keys", publicKey("ops") + "\nnot a key at all\n");
        write(
                "daemon/.ssh/authorized_keys",
                "command=\"echo cert-authority\",cert-authority " + publicKey("daemon") + "\n");
        write(
                "passwd",
                """
                root:x:0:0:root:%1$s/root:/bin/bash
                daemon:x:1:1::%1$s/daemon:/usr/sbin/nologin
                ops:x:1000:1000::%1$s/home/ops:/bin/sh
                gone:x:1001:1001::/nonexistent:/bin/sh
                """
                        .formatted(folder));
        write(
                "bin/sshd",
                """
                #!/bin/sh
                case "$*" in
                    *user=ops*) echo 'authorizedkeysfile %%h/keys /etc/none/%%u %%h/k*s /%%k'; echo 'trustedusercakeys /etc/ssh/ca.pub' ;;
                    *user=gone*) exit 1 ;;
                    *user=*) echo 'authorizedkeysfile .ssh/authorized_keys .ssh/authorized_keys2' ;;
                    *) ! [ -e %s/broken ] ;;
                esac
                """
                        .formatted(folder));
        write("bin/getent", "#!/bin/sh\ncat %s/passwd\n".formatted(folder));
        write(
                "sshd_config",
                """
                AuthorizedKeysFile .ssh/authorized_keys
                Match User ops
                    AuthorizedKeysFile %h/keys
                Match Address 203.0.113.0/24
                    AuthorizedKeysCommand /usr/bin/ldap
                    TrustedUserCAKeys none
                """);
        for (String program : List.of("sshd", "getent")) {
            assertThat(folder.resolve("bin/" + program).toFile().setExecutable(true)).isTrue();
        }
        String script = Script.beside(Inspection.class, "look.sh");
        int begin = script.indexOf("section keys\n");
        String part =
                script.substring(begin, script.indexOf("section ", begin + 10))
                        .replace("/etc/ssh/", folder + "/")
                        .replace(folder + "/sshd_config.d/", folder + "/none/");

        List<String> seen = told(part);

        assertThat(seen)
                .containsExactlyInAnyOrder(
                        "elsewhere match authorizedkeyscommand",
                        "elsewhere trustedusercakeys /etc/ssh/ca.pub",
                        "elsewhere cert-authority %s/daemon/.ssh/authorized_keys".formatted(folder),
                        "key %s %s/root/.ssh/authorized_keys".formatted(root, folder),
                        "key %s %s/daemon/.ssh/authorized_keys".formatted(daemon, folder),
                        "key %s %s/home/ops/keys".formatted(ops, folder),
                        "unread %s/home/ops/keys".formatted(folder),
                        "unread %s/home/ops/k*s".formatted(folder),
                        "unread /%k",
                        "unread sshd -T for an account",
                        "looked=yes");
        assertThat(seen).noneMatch(line -> line.contains("AAAA"));
        write("broken", "");
        assertThat(told(part)).isEmpty();
    }

    private List<String> told(String part) throws Exception {
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", "set -u; section() { :; }\n" + part)
                        .redirectErrorStream(true);
        shell.environment().merge("PATH", folder.resolve("bin") + ":", (path, bin) -> bin + path);
        Process look = shell.start();
        String seen = new String(look.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(look.waitFor()).isZero();
        return seen.lines().toList();
    }

    /** Its fingerprint. */
    private String key(String name) throws Exception {
        Path file = folder.resolve(name + ".key");
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-C",
                "canary AAAA",
                "-f",
                file.toString());
        return run("ssh-keygen", "-lf", file + ".pub").split(" ")[1];
    }

    private String publicKey(String name) throws Exception {
        return Files.readString(folder.resolve(name + ".key.pub")).strip();
    }

    private void write(String path, String text) throws Exception {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String run(String... words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private Finding finding() throws Exception {
        return KeyChecks.all().get("keys-of-persons").examine(box.seen());
    }
}
