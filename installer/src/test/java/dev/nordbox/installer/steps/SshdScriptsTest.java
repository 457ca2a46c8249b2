package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real scripts over another root, with an sshd that reads its configuration and no more. */
class SshdScriptsTest {
    /**
     * Includes are followed where they stand, and the first value of a setting counts; before all,
     * for who is asked about, what a file of that name in {@code match} says.
     */
    private static final String SSHD =
            """
            all() {
                while read -r key value; do
                    if [ "$key" = Include ]; then
                        for file in $value; do [ -e "$file" ] && (all "$file"); done
                    else
                        echo "$key $value"
                    fi
                done <"$1"
            }
            said=$(all ROOT/etc/ssh/sshd_config)
            case $said in *Nonsense*) echo 'Bad configuration option: Nonsense' >&2; exit 255 ;; esac
            [ "$1" = -T ] || exit 0
            user=${3:-} user=${user#user=} match=ROOT/match/${user%%,*}
            { [ -f "$match" ] && cat "$match"; printf '%s\\n' "$said"; } | tr A-Z a-z | awk '!seen[$1]++'
            """;

    private static final String SYSTEMCTL =
            """
            echo "$*" >>ROOT/calls
            case $* in
                '-q is-active nordbox-sshd-revert.timer') [ -e ROOT/timer ] ;;
                '-q is-active ssh.service') ! [ -e ROOT/service-is-down ] ;;
                '-q is-active ssh.socket') [ -e ROOT/socket-is-up ] ;;
                '-q is-active '*) false ;;
                'stop nordbox-sshd-revert.timer') rm -f ROOT/timer ;;
                'start nordbox-sshd-revert.service') sh -c "$(cat ROOT/timer)" ;;
            esac
            """;

    @TempDir private Path root;
    private LocalShell shell;

    @BeforeEach
    void makeAServer() throws IOException {
        shell = LocalShell.in(root);
        program("sshd", SSHD);
        program("systemctl", SYSTEMCTL);
        program("systemd-run", "for last; do :; done; printf '%s' \"$last\" >ROOT/timer");
        program("install", "cp \"$7\" \"$8\"");
        program("ss", "date +%N | sed 's/.*/users:((\"sshd\",pid=1,fd=3)) ino:& sk:1/'");
        write("etc/passwd", "root:x:0:0::/root:/bin/bash\n");
        write("etc/shadow", "root:*:1::::::\nops:$6$x:1::::::\n");
        write(
                "etc/ssh/sshd_config",
                "Include " + root + "/etc/ssh/sshd_config.d/*.conf\nPasswordAuthentication yes\n");
        Files.createDirectories(root.resolve("etc/ssh/sshd_config.d"));
        write("run/nordbox-sshd/candidate", "PasswordAuthentication no\n");
    }

    @Test
    void onTrialItCountsAndAsKeptItIsTheFileItself() throws Exception {
        assertThat(load().exitCode()).isZero();
        assertThat(effective()).contains("passwordauthentication no");
        assertThat(root.resolve("timer")).exists();
        assertThat(Files.readString(root.resolve("calls"))).contains("reload ssh.service");

        assertThat(run("sshd-keep.sh").exitCode()).isZero();
        assertThat(dropIn()).hasContent("PasswordAuthentication no\n");
        assertThat(root.resolve("timer")).doesNotExist();
        assertThat(root.resolve("run/nordbox-sshd")).doesNotExist();
    }

    @Test
    void whenTheTimerIsQuickerTheStateBeforeIsBackAndNothingIsKept() throws Exception {
        Files.writeString(dropIn(), "# as an earlier version wrote it\n");
        load();

        timerExpires();

        assertThat(dropIn()).hasContent("# as an earlier version wrote it\n");
        assertThat(effective()).contains("passwordauthentication yes");
        CommandOutcome late = run("sshd-keep.sh");
        assertThat(late.exitCode()).isEqualTo(1);
        assertThat(late.stderr()).contains("the proof came too late");
        assertThat(dropIn()).hasContent("# as an earlier version wrote it\n");
    }

    @Test
    void takenBackAtOnceNothingOfItIsThere() throws Exception {
        load();

        assertThat(run("sshd-revert.sh").exitCode()).isZero();

        assertThat(dropIn()).doesNotExist();
        assertThat(root.resolve("timer")).doesNotExist();
        assertThat(effective()).contains("passwordauthentication yes");
    }

    /** As Ubuntu 24.04 has it before anybody has logged in since the boot. */
    @Test
    void whereSystemdHoldsTheSocketsAndNoSshdRunsNothingIsToldToReadIt() throws Exception {
        write("socket-is-up", "");
        write("service-is-down", "");

        assertThat(load().exitCode()).isZero();
        assertThat(effective()).contains("passwordauthentication no");
        assertThat(root.resolve("timer")).exists();
        timerExpires();
        assertThat(effective()).contains("passwordauthentication yes");

        write("run/nordbox-sshd/candidate", "PasswordAuthentication no\n");
        assertThat(load().exitCode()).isZero();
        assertThat(run("sshd-keep.sh").exitCode()).isZero();
        assertThat(remove().exitCode()).isZero();

        assertThat(dropIn()).doesNotExist();
        assertThat(told()).doesNotContain("reload", "restart", "stop ssh");
    }

    /** And once it runs: it reads its settings anew, and the sockets stay systemd's. */
    @Test
    void whereSystemdHoldsTheSocketsTheSshdThatRunsReadsItAndIsNotStartedAnew() throws Exception {
        write("socket-is-up", "");

        assertThat(load().exitCode()).isZero();
        assertThat(told()).containsOnlyOnce("reload ssh.service");
        timerExpires();
        assertThat(effective()).contains("passwordauthentication yes");
        assertThat(remove().exitCode()).isZero();

        assertThat(told().lines().filter("reload ssh.service"::equals)).hasSize(3);
        assertThat(told()).doesNotContain("restart");
    }

    private String told() throws IOException {
        return Files.readString(root.resolve("calls"));
    }

    private CommandOutcome remove() throws Exception {
        return shell.runText(
                Script.beside(CommitConfirm.class, "sshd-remove.sh")
                        .replaceAll("(?<![a-z])/(etc|run)/", root + "/$1/"),
                dropIn().toString());
    }

    @Test
    void aRebootForgetsWhatNoLoginHasProved() throws Exception {
        load();

        forget(root.resolve("run/nordbox-sshd"));
        Files.delete(root.resolve("timer"));

        assertThat(effective()).contains("passwordauthentication yes");
        write("run/nordbox-sshd/candidate", "PasswordAuthentication no\n");
        load();
        run("sshd-keep.sh");
        assertThat(dropIn()).hasContent("PasswordAuthentication no\n");
    }

    @Test
    void aSecondRunBeforeTheTimerReturnsToWhatTheFirstOneFound() throws Exception {
        Files.writeString(dropIn(), "# first\n");
        load();
        assertThat(load().exitCode()).isZero();

        timerExpires();

        assertThat(dropIn()).hasContent("# first\n");
    }

    @Test
    void whatWouldDoNothingIsDeclinedAndLeavesNothing() throws Exception {
        write("etc/ssh/sshd_config", "PasswordAuthentication yes\n");

        assertDeclined("takes passwords before it includes");
    }

    @Test
    void whoCouldNotLogInAnyMoreIsTold() throws Exception {
        Files.writeString(
                root.resolve("etc/ssh/sshd_config"),
                "PubkeyAuthentication no\n",
                java.nio.file.StandardOpenOption.APPEND);

        assertDeclined("takes no key of ops");
    }

    @Test
    void whoTypesSomethingOnTopOfAKeyWouldBeAskedForItNoMore() throws Exception {
        write(
                "etc/passwd",
                "root:x:0:0::/root:/bin/bash\nkari:x:1001:1001::/home/kari:/bin/bash\n"
                        + "daemon:x:1:1::/:/usr/sbin/nologin\n");
        write("match/daemon", "AuthenticationMethods publickey,password\n");
        assertThat(load().exitCode()).isZero();
        assertThat(run("sshd-revert.sh").exitCode()).isZero();
        write("run/nordbox-sshd/candidate", "PasswordAuthentication no\n");
        Files.delete(root.resolve("calls"));

        write("match/kari", "AuthenticationMethods publickey,keyboard-interactive:pam\n");
        assertDeclined("sshd asks kari for something typed");
    }

    @Test
    void whoBringsFilesWithAPasswordOnTopOfAKeyIsSeenWithoutAShell() throws Exception {
        write("etc/passwd", "ops:x:1000:1000::/home/ops:/usr/sbin/nologin\n");
        write("match/ops", "AuthenticationMethods publickey,password\n");

        assertDeclined("sshd asks ops for something typed");
    }

    @Test
    void aConfigurationThatIsBrokenAlreadyIsNotTouched() throws Exception {
        write("etc/ssh/sshd_config", "Nonsense\n");

        assertDeclined("is not valid: Bad configuration option: Nonsense");
    }

    @Test
    void whatSshdWouldNotStartWithIsDeclined() throws Exception {
        write("run/nordbox-sshd/candidate", "PasswordAuthentication no\nNonsense\n");

        assertDeclined("would not start with it");
    }

    private void assertDeclined(String why) throws Exception {
        CommandOutcome outcome = load();

        assertThat(outcome.exitCode()).as(outcome.stderr()).isEqualTo(CommitConfirm.Declined.CODE);
        assertThat(outcome.stdout()).contains(why);
        assertThat(dropIn()).doesNotExist();
        assertThat(root.resolve("timer")).doesNotExist();
        if (Files.exists(root.resolve("calls"))) {
            assertThat(Files.readString(root.resolve("calls"))).doesNotContain("reload");
        }
    }

    private CommandOutcome load() throws Exception {
        return run("sshd-load.sh", "60");
    }

    private void timerExpires() throws Exception {
        Process unit =
                new ProcessBuilder(
                                "env",
                                "PATH=" + root.resolve("bin") + ":" + System.getenv("PATH"),
                                "sh",
                                "-c",
                                Files.readString(root.resolve("timer")))
                        .inheritIO()
                        .start();
        assertThat(unit.waitFor()).isZero();
        Files.delete(root.resolve("timer"));
    }

    private CommandOutcome run(String script, String... arguments) throws Exception {
        String text =
                Script.beside(CommitConfirm.class, "commit-confirm.sh")
                        + Script.beside(CommitConfirm.class, script);
        return shell.runText(text.replaceAll("(?<![a-z])/(etc|run)/", root + "/$1/"), arguments);
    }

    private String effective() throws Exception {
        return shell.runText("sshd -T").stdout();
    }

    private Path dropIn() {
        return root.resolve("etc/ssh/sshd_config.d/00-nordbox.conf");
    }

    private void program(String name, String script) throws IOException {
        shell.program(name, script.replace("ROOT", root.toString()));
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private static void forget(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
