package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.problem.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadTest {
    @TempDir Path folder;
    private LocalSshServer server;
    private Person person;
    private Path local;
    private String sum;
    private Path target;
    private final List<Long> progress = new ArrayList<>();

    @BeforeEach
    void startServer() throws Exception {
        KeyPair key = LocalSshServer.newKeyPair();
        server = LocalSshServer.start(folder.resolve("server"));
        server.authorize(key.getPublic());
        person = new Person(folder.resolve("home"));
        person.keeps("id_ecdsa", key);
        person.pins(server.fingerprint());
        byte[] bytes = new byte[1_000_000];
        new Random(5).nextBytes(bytes);
        local = Files.write(folder.resolve("local"), bytes);
        sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        target = folder.resolve("far").resolve("the tool");
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    @Test
    void aFileThatIsThereAlreadyIsNotSentAgain() throws Exception {
        upload("root");
        progress.clear();

        upload("root");

        assertThat(progress).containsExactly(1_000_000L);
    }

    @Test
    void aPartThatIsNoBeginningOfTheFileCostsTimeNotCorrectness() throws Exception {
        Path part = Files.createDirectories(target.getParent()).resolve(partName());
        Files.write(part, new byte[300_000]);

        upload("root");

        assertThat(progress).startsWith(300_000L).contains(0L).endsWith(1_000_000L);
        assertThat(target).hasSameBinaryContentAs(local);
    }

    @Test
    void aPartThatIsLongerThanTheFileIsStartedAfresh() throws Exception {
        Path part = Files.createDirectories(target.getParent()).resolve(partName());
        Files.write(part, new byte[1_200_000]);

        upload("root");

        assertThat(target).hasSameBinaryContentAs(local);
    }

    @Test
    void aLinkInPlaceOfThePartIsNotFollowed() throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path part = Files.createDirectories(target.getParent()).resolve(partName());
        Files.createSymbolicLink(part, victim);

        upload("root");

        assertThat(victim).hasContent("precious");
        assertThat(target).hasSameBinaryContentAs(local);
    }

    @Test
    void abandonedPartsOfOtherVersionsAreCleanedUp() throws Exception {
        Files.createDirectories(target.getParent());
        Files.write(target.resolveSibling(".nordbox-the tool-0123456789abcdef.part"), new byte[9]);

        upload("root");

        assertThat(target.getParent().toFile().list()).containsExactly("the tool");
    }

    @Test
    void whatIsLeftToSendIsAllTheRoomThatAPartBesideTheTargetNeeds() throws Exception {
        leaveFree(600);
        Path part = Files.createDirectories(target.getParent()).resolve(partName());

        assertThatThrownBy(() -> upload("root")).hasMessageContaining("needs 1.0 MiB");
        Files.write(part, Arrays.copyOf(Files.readAllBytes(local), 500_000));
        upload("root");

        assertThat(target).hasSameBinaryContentAs(local);
    }

    @Test
    void aPartElsewhereNeedsRoomForTheWholeAtTheTarget() throws Exception {
        leaveFree(600);
        Path home = Files.createDirectories(folder.resolve("server").resolve("home"));
        Files.write(home.resolve(partName()), Arrays.copyOf(Files.readAllBytes(local), 500_000));

        assertThatThrownBy(() -> upload("debian")).hasMessageContaining("needs 1.0 MiB");
    }

    @Test
    void anotherLoginStagesPrivatelyInItsHomeAndLeavesNothingThere() throws Exception {
        Path home = folder.resolve("server").resolve("home");
        List<String> modes = new ArrayList<>();

        try (SshHost host = connect("debian")) {
            TransferProgress looking = (sent, total) -> modes.add(modeOf(home.resolve(partName())));
            host.upload(local, sum, target.toString(), "0755", looking);
        }

        assertThat(modes).isNotEmpty().containsOnly("rw-------");
        assertThat(home.toFile().list()).isEmpty();
        assertThat(target).hasSameBinaryContentAs(local);
    }

    @Test
    void aLocalFileThatIsGoneIsNamed() throws Exception {
        Files.delete(local);

        assertThatThrownBy(() -> upload("root"))
                .isInstanceOfSatisfying(
                        HostException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.ARTIFACT_INVALID))
                .hasMessageContaining(local.toString());
    }

    @Test
    void aServerWithoutSftpTakesUploadsAllTheSame() throws Exception {
        server.sshd().setSubsystemFactories(List.of());

        upload("root");

        assertThat(target).hasSameBinaryContentAs(local);
    }

    @Test
    void aReceiverThatFailsIsToldWithItsWords() throws Exception {
        server.shadow("cat", "echo 'cat: write error: Input/output error' >&2; exit 1");

        assertThatThrownBy(() -> upload("root"))
                .isInstanceOfSatisfying(
                        HostException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.STEP_FAILED))
                .hasMessageContaining("the upload of " + target);
    }

    private void leaveFree(int kib) throws IOException {
        server.shadow("df", "echo h; echo /dev/vda1 9000 %d %d 93%% /".formatted(9000 - kib, kib));
    }

    private void upload(String user) throws Exception {
        try (SshHost host = connect(user)) {
            host.upload(local, sum, target.toString(), "0755", (sent, total) -> progress.add(sent));
        }
    }

    private SshHost connect(String user) throws Exception {
        return person.at(user + "@127.0.0.1:" + server.port()).connect();
    }

    private String partName() {
        return ".nordbox-the tool-" + sum.substring(0, 16) + ".part";
    }

    private static String modeOf(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
