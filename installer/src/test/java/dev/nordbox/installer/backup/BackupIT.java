package dev.nordbox.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.age.X25519Identity;
import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BackupConfig.Keep;
import dev.nordbox.installer.config.BackupConfig.Schedule;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.host.ThisMachine;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.store.s3.S3Credentials;
import dev.nordbox.installer.testbed.OpenSsh;
import dev.nordbox.installer.testbed.VersityGateway;
import dev.nordbox.installer.wiring.BackupStores;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script on this machine, over folders below another root, into a real OpenSSH. */
class BackupIT {
    private static final byte[] SNAPSHOT = new byte[20 << 20];
    private static OpenSsh server;
    @TempDir private static Path objects;
    private static VersityGateway buckets;

    @TempDir private Path root;
    private String machine = "0123456789abcdef0123456789abcdef";
    private Optional<CameFrom> cameFrom = Optional.empty();
    private final X25519Identity key = X25519Identity.make(new SecureRandom());

    @BeforeAll
    static void startServers() throws Exception {
        buckets = VersityGateway.start(objects);
        new Random(3).nextBytes(SNAPSHOT);
        server = new OpenSsh();
        server.start();
    }

    @AfterAll
    static void stopServers() throws Exception {
        buckets.close();
        server.close();
    }

    @BeforeEach
    void aBoxAndAStore() throws Exception {
        file("etc/rancher/k3s/token", "the token".getBytes());
        file("var/lib/rancher/k3s/server/token", "K10abc::server:the token\n".getBytes());
        file("var/lib/rancher/k3s/server/db/etcd/member", new byte[0]);
        file("var/lib/rancher/k3s/server/db/snapshots/etcd-snapshot-1", "k3s' own".getBytes());
        file("the-snapshot", SNAPSHOT);
        program("systemctl", "exit 0");
        program(
                "k3s",
                """
                case $1 in
                etcd-snapshot) cp ROOT/the-snapshot ROOT/var/lib/rancher/k3s/server/db/snapshots/nordbox-kit-1 ;;
                kubectl) case $3 in persistentvolumes*) echo '{"items": []}' ;; *) echo 'kind: List' ;; esac ;;
                --version) echo 'k3s version v1.36.4+k3s1 (abc)' ;;
                esac
                """);
        server.sh("rm -rf /srv/kits && mkdir -p /srv/kits && echo mine >/srv/kits/other.kit");
    }

    @Test
    void kitsComeWholeToTheStoreAndOldOnesGo() throws Exception {
        backup("2026-11-27T03:30:00Z").run();
        backup("2026-11-28T03:30:00Z").run();

        String done = backup("2026-11-29T03:30:00Z").run();

        assertThat(done).contains("removed nordbox-prod-20261127T033000Z-7c2abb9e.kit");
        assertThat(server.sh("ls -A /srv/kits"))
                .isEqualTo(
                        """
                        nordbox-prod-20261128T033000Z-7c2abb9e.kit
                        nordbox-prod-20261129T033000Z-7c2abb9e.kit
                        other.kit
                        """);
        Path fetched = root.resolve("fetched.kit");
        server.copyFileFromContainer(
                "/srv/kits/nordbox-prod-20261129T033000Z-7c2abb9e.kit", fetched.toString());
        Kit kit = Kit.open(fetched, List.of(key));
        assertThat(kit.small(Kit.TOKEN)).hasValue("the token".getBytes());
        assertThat(kit.manifest().part(Kit.SNAPSHOT).orElseThrow().size())
                .isEqualTo(SNAPSHOT.length);
        assertThat(kit.manifest().host()).isEqualTo("root@203.0.113.7");
        assertThat(backup("2026-11-29T04:00:00Z").list())
                .extracting(Backup.Listed::file)
                .containsExactly(
                        "nordbox-prod-20261129T033000Z-7c2abb9e.kit",
                        "nordbox-prod-20261128T033000Z-7c2abb9e.kit");
        assertThat(root.resolve("var/lib/rancher/k3s/server/db/snapshots"))
                .isDirectoryNotContaining("glob:**/nordbox-kit-*");
    }

    @Test
    void kitsComeWholeToABucketAndOldOnesGo() throws Exception {
        Path boxes = Files.createDirectories(buckets.bucket("kits").resolve("boxes"));
        Files.writeString(boxes.resolve("other.kit"), "mine");
        Files.writeString(
                root.resolve("s3-credentials"),
                new S3Credentials(VersityGateway.ACCESS, VersityGateway.SECRET).print());
        for (String time : List.of("2026-11-27T03:30:00Z", "2026-11-28T03:30:00Z")) {
            backup(time, bucket("kits")).run();
        }

        String done = backup("2026-11-29T03:30:00Z", bucket("kits")).run();

        assertThat(done)
                .contains("is in s3://kits/boxes at " + buckets.endpoint())
                .contains("removed nordbox-prod-20261127T033000Z-7c2abb9e.kit");
        try (Stream<Path> left = Files.list(boxes)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "nordbox-prod-20261128T033000Z-7c2abb9e.kit",
                            "nordbox-prod-20261129T033000Z-7c2abb9e.kit",
                            "other.kit");
        }
        Kit kit =
                Kit.open(boxes.resolve("nordbox-prod-20261129T033000Z-7c2abb9e.kit"), List.of(key));
        assertThat(kit.manifest().part(Kit.SNAPSHOT).orElseThrow().size())
                .isEqualTo(SNAPSHOT.length);
    }

    @Test
    void whoHasTakenABoxOverIsReadFromEitherStore() throws Exception {
        Files.createDirectories(buckets.bucket("others").resolve("boxes"));
        Files.writeString(
                root.resolve("s3-credentials"),
                new S3Credentials(VersityGateway.ACCESS, VersityGateway.SECRET).print());
        program("k3s", "echo \"$*\" >>ROOT/asked; echo lease/nordbox-ops-box");
        for (Target store : List.of(sftp(), bucket("others"))) {
            machine = "restored";
            cameFrom =
                    Optional.of(
                            new CameFrom(
                                    "0123456789abcdef", "", Instant.parse("2026-11-30T12:00:00Z")));
            backup("2026-11-30T12:00:00Z", store).settle();
            machine = "lost";
            cameFrom = Optional.empty();
            Files.deleteIfExists(root.resolve("asked"));

            assertThatThrownBy(() -> backup("2026-12-01T03:30:00Z", store).run())
                    .hasMessageContaining("root@203.0.113.7 has taken this box over")
                    .hasMessageContaining("the controller of this host holds");
            assertThat(root.resolve("asked"))
                    .content()
                    .contains("patch lease/nordbox-ops-box")
                    .doesNotContain("etcd-snapshot");

            backup("2026-12-01T04:00:00Z", store).claim();
            assertThat(backup("2026-12-01T04:00:01Z", store).settle())
                    .isEqualTo("this host goes on as prod");
        }
    }

    @Test
    void aBucketThatIsNotThereCostsNoSnapshotAndSaysWhatHelps() throws Exception {
        Files.writeString(
                root.resolve("s3-credentials"),
                new S3Credentials(VersityGateway.ACCESS, VersityGateway.SECRET).print());
        program("k3s", "touch ROOT/asked");

        assertThatThrownBy(() -> backup("2026-11-29T03:30:00Z", bucket("nowhere")).run())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("there is no such bucket")
                .hasMessageContaining("mend `backup.target.s3` and run `up`");

        assertThat(root.resolve("asked")).doesNotExist();
        assertThat(Files.readString(root.resolve("last.json"))).contains("no such bucket");
    }

    private static Target bucket(String name) {
        return new Target.S3(
                buckets.endpoint().toString(),
                name,
                "boxes",
                VersityGateway.REGION,
                true,
                Optional.of(buckets.ca().toString()),
                Optional.empty());
    }

    @Test
    void aBoxThatCannotBeSavedLeavesNothingAndLosesNothing() throws Exception {
        backup("2026-11-28T03:30:00Z").run();
        program("systemctl", "exit 3");

        assertThatThrownBy(() -> backup("2026-11-29T03:30:00Z").run())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("k3s does not run");

        assertThat(server.sh("ls -A /srv/kits"))
                .isEqualTo("nordbox-prod-20261128T033000Z-7c2abb9e.kit\nother.kit\n");
    }

    @Test
    void noSecretOfTheBoxIsInTheStoreInTheClear() throws Exception {
        backup("2026-11-29T03:30:00Z").run();

        assertThat(server.sh("grep -c 'the token' /srv/kits/nordbox-* || true").strip())
                .isEqualTo("0");
    }

    private Backup backup(String time) throws Exception {
        return backup(time, sftp());
    }

    private static Target sftp() throws Exception {
        return new Target.Sftp(
                "127.0.0.1",
                Integer.parseInt(server.address("root").replaceAll(".*:", "")),
                "root",
                "/srv/kits",
                server.fingerprint("ed25519"),
                Optional.empty());
    }

    private Backup backup(String time, Target store) {
        return new Backup(
                new BackupFile(
                        "prod",
                        "root@203.0.113.7",
                        new BackupConfig(
                                List.of(key.recipient().toString()),
                                new Schedule("daily at 03:30", "", Duration.ofDays(1)),
                                store,
                                new Keep(2, 0, 0, 0),
                                Duration.ofDays(2))),
                machine,
                cameFrom,
                root.resolve("last.json"),
                new BackupStores(
                        OpenSsh.key(),
                        root.resolve("s3-credentials"),
                        root.resolve("home"),
                        new Redactor(),
                        Clock.systemUTC()),
                new Rebased(new ThisMachine("root@203.0.113.7"), root),
                "0.1",
                new SecureRandom(),
                Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
    }

    private void file(String path, byte[] content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private void program(String name, String script) throws IOException {
        file("bin/" + name, ("#!/bin/sh\n" + script.replace("ROOT", root.toString())).getBytes());
        Files.setPosixFilePermissions(
                root.resolve("bin/" + name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Scripts see the box' folders below another root, and its programs first. */
    private record Rebased(Shell shell, Path root) implements Shell {
        @Override
        public String name() {
            return shell.name();
        }

        @Override
        public CommandOutcome run(Command command) throws HostException {
            return shell.run(rebased(command));
        }

        @Override
        public CommandOutcome receive(Command command, OutputStream sink)
                throws HostException, IOException {
            return shell.receive(rebased(command), sink);
        }

        private Command rebased(Command command) {
            String script =
                    new String(command.input(), StandardCharsets.UTF_8)
                            .replace("PATH=\"", "PATH=\"" + root + "/bin:")
                            .replaceAll("([ =])/(etc|var)/", "$1" + root + "/$2/");
            return new Command(
                    command.words().stream()
                            .map(word -> word.replaceFirst("^/usr/local/bin/", root + "/bin/"))
                            .toList(),
                    script.getBytes(StandardCharsets.UTF_8),
                    command.asRoot(),
                    command.deadline(),
                    command.label());
        }
    }
}
