package dev.nordbox.installer.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.OnThisMachine;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real script, run by the shell of the machine that builds: any Linux will do. */
class FactsScriptTest {
    @TempDir Path directory;

    @Test
    void tellsOfThisMachine() throws IOException, ProblemException {
        Path small = Files.writeString(directory.resolve("small"), "content\n");
        Files.setPosixFilePermissions(small, PosixFilePermissions.fromString("rw-r-----"));
        Path large = Files.writeString(directory.resolve("large"), "much\n");
        Path link = Files.createSymbolicLink(directory.resolve("link"), small);

        HostFacts facts =
                gather(
                        FactQuery.NOTHING
                                .files(List.of(small.toString(), link.toString(), "/nowhere/x"))
                                .files(List.of(directory.toString()))
                                .artifacts(List.of(large.toString(), "/nowhere/y"))
                                .sysctls(List.of("kernel.ostype", "kernel.pid_max", "no.such.key"))
                                .users(List.of("root", "nosuchuser")));

        FileFacts found = facts.file(small.toString()).orElseThrow();
        assertThat(found.mode()).isEqualTo("0640");
        assertThat(found.size()).isEqualTo(8);
        assertThat(found.sha256()).isEqualTo(FileFacts.sha256("content\n"));
        assertThat(facts.file(large.toString()).orElseThrow().sha256())
                .isEqualTo(FileFacts.sha256("much\n"));
        FileFacts linked = facts.file(link.toString()).orElseThrow();
        assertThat(linked.kind()).isEqualTo(FileFacts.Kind.LINK);
        assertThat(linked.target()).isEqualTo(small.toString());
        assertThat(found.target()).isEmpty();
        assertThat(facts.files())
                .containsOnlyKeys(
                        small.toString(), large.toString(), link.toString(), directory.toString());
        assertThat(facts.sysctls()).containsOnlyKeys("kernel.ostype", "kernel.pid_max");
        assertThat(facts.sysctls()).containsEntry("kernel.ostype", "Linux");
        assertThat(facts.sysctls().get("kernel.pid_max"))
                .isEqualTo(kernelSays("/proc/sys/kernel/pid_max"));
        assertThat(facts.users()).containsOnlyKeys("root");
        assertThat(facts.users().get("root").home()).isEqualTo("/root");
        assertThat(facts.machine().cpus()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(facts.machine().memoryBytes()).isGreaterThan(100L << 20);
        assertThat(facts.machine().disks()).containsKeys("/", "/var/lib");
        assertThat(facts.clock().ahead()).isZero();
    }

    @Test
    void aFirstLookTellsHowTheHostIsSetUpAndALaterOneDoesNot() throws ProblemException {
        Around first = gather(FactQuery.NOTHING).around();

        assertThat(first.of("mount", "/")).hasValueSatisfying(m -> assertThat(m).contains("r"));
        assertThat(first.first("cpu-time"))
                .hasValueSatisfying(t -> assertThat(t).startsWith("cpu "));
        assertThat(first.of("mtu", "lo")).hasValueSatisfying(m -> assertThat(m).matches("\\d+"));
        assertThat(first.all("hosts")).isNotEmpty();
        assertThat(gather(FactQuery.NOTHING.users(List.of("root"))).around())
                .isEqualTo(Around.NOTHING);
    }

    @Test
    void whomAHostAsksStandsInItsFiles() throws IOException, InterruptedException {
        write("etc/resolv.conf", "# made\nnameserver 127.0.0.53\n");
        write(
                "run/systemd/resolve/resolv.conf",
                "nameserver 203.0.113.53\nnameserver fe80::1%eth0\n");
        write("etc/hosts", "127.0.0.1 localhost\n10.0.0.9\tgit.example.no git # ours\n");
        write(
                "etc/systemd/timesyncd.conf",
                "[Time]\n#NTP=\n#FallbackNTP=0.debian.pool.ntp.org 1.debian.pool.ntp.org\n");
        write(
                "etc/apt/sources.list",
                "# deb http://old.example/ x\ndeb [arch=amd64] http://a.example/debian x main\n");
        write(
                "etc/apt/sources.list.d/debian.sources",
                """
                Types: deb
                URIs: mirror+file:/etc/apt/mirrors/debian.list
                  https://b.example/debian
                Suites: trixie

                Types: deb
                Enabled: no
                URIs: https://off.example/debian
                """);
        write("etc/apt/mirrors/debian.list", "https://c.example/debian\n");

        assertThat(sources())
                .isEqualTo(
                        new Sources(
                                List.of("203.0.113.53"),
                                List.of("localhost", "git.example.no", "git"),
                                List.of("0.debian.pool.ntp.org", "1.debian.pool.ntp.org"),
                                List.of(
                                        "http://a.example/debian",
                                        "mirror+file:/etc/apt/mirrors/debian.list",
                                        "https://b.example/debian",
                                        "https://c.example/debian")));

        write("etc/apt/apt.conf.d/02proxy", "Acquire::http::Proxy \"http://203.0.113.60:3142\";\n");
        assertThat(sources().packages()).contains("proxy http://203.0.113.60:3142");
    }

    private void write(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Sources sources() throws IOException, InterruptedException {
        String told = told(Sources.SECTION.script());
        return Sources.read(told.lines().map(line -> line.replaceFirst("^source\t", "")).toList());
    }

    @Test
    void whereSomebodySaidWhichProxyK3sGoesThroughIsToldAndNeverWhich()
            throws IOException, InterruptedException {
        write("etc/default/k3s", "GOGC=50\n# HTTPS_PROXY=http://old:1\n;NO_PROXY=x\n");
        write("etc/sysconfig/k3s", "A=1\nexport https_proxy=http://robot:c4n4ry@b:1");
        write("etc/systemd/system/k3s.service.env", "CONTAINERD_NO_PROXY=10.0.0.0/8\n");

        assertThat(told(K3sFacts.SECTION.script()))
                .isEqualTo(
                        """
                        k3s-proxy\t%1$s/etc/sysconfig/k3s
                        k3s-proxy\t%1$s/etc/systemd/system/k3s.service.env
                        """
                                .formatted(directory));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Environment=HTTPS_PROXY=http://robot:c4n4ry@b:1 | true",
                "Environment = 'A=1' \"NO_PROXY=a b\" | true",
                "Environment=A=1 'https_proxy=http://b:1' | true",
                "Environment=A=1 \\_  HTTP_PROXY=http://b:1 | true",
                "Environment=CONTAINERD_HTTPS_PROXY=http://b:1 | true",
                "Environment=NOT_HTTPS_PROXY=1 | false",
                "Environment=GOGC=50_  # Environment=HTTPS_PROXY=http://b:1 | false",
                ";Environment=HTTPS_PROXY=http://b:1_LimitNOFILE=5 | false"
            })
    void aProxyInADropInOfTheUnitIsToldToo(String lines, boolean told)
            throws IOException, InterruptedException {
        String path = "etc/systemd/system/k3s.service.d/way-out.conf";
        write(path, "[Service]\n" + lines.replaceAll("_(?=[ L])", "\n"));

        assertThat(told(K3sFacts.SECTION.script()))
                .isEqualTo(told ? "k3s-proxy\t" + directory + "/" + path + "\n" : "");
    }

    /** By a part of the script, over another root. */
    private String told(String part) throws IOException, InterruptedException {
        String moved = part.replaceAll("([ <])(/(?:etc|run|usr)/)", "$1" + directory + "$2");
        Process shell = new ProcessBuilder("sh", "-uc", moved).redirectErrorStream(true).start();
        String told = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(told).isZero();
        return told;
    }

    private String toldOfSockets() throws IOException, InterruptedException {
        String sshd = SshDoors.SECTION.script();
        return told(sshd.substring(sshd.indexOf("# Where systemd"), sshd.indexOf("# Whom")));
    }

    @Test
    void whereSystemdHoldsItsSocketsSshdListensWhereTheyDo()
            throws IOException, InterruptedException {
        write("run/systemd/generator/ssh.socket.d/addresses.conf", "[Socket]\nListenStream=\n");
        write(
                "etc/systemd/system/ssh.socket.d/port.conf",
                "[Socket]\nListenStream=\nListenStream=0.0.0.0:2222\nListenStream=2223\n"
                        + "ListenStream=/run/sshd.sock\n");
        assertThat(toldOfSockets()).as("a socket that is not enabled").isEmpty();

        write("etc/systemd/system/sockets.target.wants/ssh.socket", "");
        assertThat(toldOfSockets())
                .isEqualTo("sshd-listens\t0.0.0.0:2222\nsshd-listens\t[::]:2223\n");
    }

    @Test
    void aSocketThatIsWrittenAnewAndOneWithBlanksAreReadLikeAnyOther()
            throws IOException, InterruptedException {
        write("etc/systemd/system/sockets.target.wants/ssh.socket", "");
        write(
                "etc/systemd/system/ssh.socket",
                "[Unit]\nDescription=OpenBSD Secure Shell server socket\n"
                        + "[Socket]\nListenStream = 2222\n  ListenStream\t=\t[::1]:2223 \nAccept=no\n");
        write(
                "etc/systemd/system/ssh.socket.d/port.conf",
                "[Socket]\nListenStream =\nListenStream= 2224");

        assertThat(toldOfSockets())
                .isEqualTo(
                        "sshd-listens\t[::]:2222\nsshd-listens\t[::1]:2223\n"
                                + "sshd-listens\t[::]:2224\n");
    }

    @Test
    void whomNothingButAPasswordLetsInIsTold() throws IOException, InterruptedException {
        String home = directory + "/home/";
        write(
                "etc/passwd",
                """
                root:x:0:0:root:/root:/bin/bash
                ops:x:1000:1000::%1$sops:/bin/bash
                kari:x:1001:1001::%1$skari:/bin/bash
                ola:x:1002:1002::%1$sola:/bin/bash
                locked:x:1003:1003::%1$slocked:/bin/bash
                files:x:1004:1004::%1$sfiles:/usr/sbin/nologin
                daemon:x:1:1::%1$sdaemon:/usr/sbin/nologin
                elsewhere:x:1005:1005::%1$selsewhere:/bin/sh
                """
                        .formatted(home));
        write(
                "etc/shadow",
                """
                root:$6$x:19000:0:99999:7:::
                ops:$6$x:19000:0:99999:7:::
                kari:$6$x:19000:0:99999:7:::
                ola:$6$x:19000:0:99999:7:::
                locked:!$6$x:19000:0:99999:7:::
                files:$6$x:19000:0:99999:7:::
                daemon:*:19000:0:99999:7:::
                elsewhere:$6$x:19000:0:99999:7:::
                """);
        write("etc/nsswitch.conf", "passwd: files systemd sss\ngroup: files\n");
        write("home/kari/.ssh/authorized_keys", "# mine\nssh-ed25519 AAAA kari\n");
        write("home/ola/.ssh/authorized_keys", "# none yet\n\n");
        write("keys/elsewhere", "ssh-ed25519 AAAA x");

        assertThat(passwordOnly("key", ".ssh/authorized_keys " + directory + "/keys/%u"))
                .containsExactly("ops", "ola", "files", "people of sss");
        assertThat(passwordOnly("password", "%h/.ssh/authorized_keys"))
                .containsExactly("root", "ops", "ola", "files", "elsewhere", "people of sss");
    }

    private List<String> passwordOnly(String rootBy, String keysAt)
            throws IOException, InterruptedException {
        String sshd = SshDoors.SECTION.script();
        String told =
                told(
                        "root_by=%s keys_at='%s'\n".formatted(rootBy, keysAt)
                                + sshd.substring(sshd.indexOf("# Whom")));
        return told.lines().map(line -> line.replaceFirst("^password-only\t", "")).toList();
    }

    @Test
    void aFolderIsAsItsYamlFilesAreAndWhatTheyAreCalled() throws IOException, ProblemException {
        Path folder = Files.createDirectory(directory.resolve("config.yaml.d"));
        assertThat(sumOf(folder)).isEmpty();

        Files.writeString(folder.resolve("notes.txt"), "not read by k3s");
        assertThat(sumOf(folder)).isEmpty();

        Path file = Files.writeString(folder.resolve("with a blank.yaml"), "a: 1\n");
        Optional<String> first = sumOf(folder);
        assertThat(first).isPresent().isEqualTo(sumOf(folder));

        Files.move(file, folder.resolve("b.YML"));
        assertThat(sumOf(folder)).isPresent().isNotEqualTo(first);
        Optional<String> renamed = sumOf(folder);
        Files.writeString(folder.resolve("b.YML"), "a: 2\n");
        assertThat(sumOf(folder)).isPresent().isNotEqualTo(renamed);
        assertThat(sumOf(directory.resolve("nowhere"))).isEmpty();
    }

    @Test
    void sshdsDropInsOfOthersAreSummedUpToo() throws IOException, ProblemException {
        Path folder = Files.createDirectory(directory.resolve("sshd_config.d"));
        Files.writeString(folder.resolve("00-nordbox.conf"), "ours");
        assertThat(sumOf(folder)).isEmpty();

        Path theirs = Files.writeString(folder.resolve("50-cloud-init.conf"), "UsePAM yes\n");
        Optional<String> first = sumOf(folder);
        assertThat(first).isPresent();
        Files.writeString(theirs, "UsePAM no\n");
        assertThat(sumOf(folder)).isPresent().isNotEqualTo(first);
    }

    private static Optional<String> sumOf(Path folder) throws ProblemException {
        return gather(FactQuery.NOTHING.folders(List.of(folder.toString())))
                .folder(folder.toString());
    }

    /** In one read: for a second one the kernel has nothing more to say. */
    private static String kernelSays(String path) throws IOException {
        try (var in = Files.newInputStream(Path.of(path))) {
            byte[] buffer = new byte[64];
            return new String(buffer, 0, in.read(buffer), StandardCharsets.UTF_8).strip();
        }
    }

    private static HostFacts gather(FactQuery query) throws ProblemException {
        FakeHost shell = FakeHost.debian12().on(ShellSurvey.LABEL, OnThisMachine::run);
        return new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, Clock.systemUTC())
                .gather(shell, query);
    }
}
