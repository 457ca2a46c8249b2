package dev.nordbox.installer.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.problem.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link Host} promises. A fake that passes may stand in for a server. */
public abstract class HostContract {
    @TempDir Path here;

    /** A folder on the host that nobody else uses; it need not exist. */
    private final String there = farFolder() + "/contract-" + UUID.randomUUID();

    private Host host;

    /** A new connection, logged in. */
    protected abstract Host connect() throws Exception;

    /** Where the suite may write. */
    protected String farFolder() {
        return "/var/tmp";
    }

    /** An owner, {@code user:group}, that files can be given to. */
    protected String owner() {
        return "root:root";
    }

    /** A command that exits 3, having said "no" on standard error. */
    protected Command refusal() {
        return Command.of("sh", "-c", "echo no >&2; exit 3");
    }

    /** A command that prints what it reads. */
    protected Command echo() {
        return Command.of("cat");
    }

    /** Content of a file on the host. */
    protected byte[] read(String path) throws Exception {
        CommandOutcome outcome = host.run(Command.of("base64", "-w0", path).withRoot());
        return Base64.getDecoder().decode(outcome.stdout());
    }

    protected boolean exists(String path) throws Exception {
        return host.run(Command.of("test", "-e", path).withRoot()).succeeded();
    }

    /** Mode and owner of a file on the host, as {@code 0644 root:root}. */
    protected String status(String path) throws Exception {
        Command stat = Command.of("stat", "-c", "0%a %U:%G", path).withRoot();
        return host.run(stat).stdout().strip();
    }

    /** Names in a folder on the host, hidden ones as well, sorted. */
    protected List<String> list(String folder) throws Exception {
        Command ls = Command.of("ls", "-A", folder).withRoot();
        return host.run(ls).stdout().lines().sorted().toList();
    }

    @BeforeEach
    void connectToHost() throws Exception {
        host = connect();
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    @Test
    void aCommandThatSaysNoIsAnOutcomeNotAnException() throws Exception {
        CommandOutcome outcome = host.run(refusal());

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.stderr().strip()).isEqualTo("no");
    }

    @Test
    void aCommandReadsItsInput() throws Exception {
        String text = "blåbær & 'syltetøy'\n".repeat(5000);

        CommandOutcome outcome = host.run(echo().withInput(utf8(text)));

        assertThat(outcome.stdout()).isEqualTo(text);
        assertThat(outcome.succeeded()).isTrue();
    }

    @Test
    void aLongOutputIsPassedOnAsItComes() throws Exception {
        String text = "blåbær & 'syltetøy'\n".repeat(500_000);
        ByteArrayOutputStream sink = new ByteArrayOutputStream();

        CommandOutcome outcome = host.receive(echo().withInput(utf8(text)), sink);

        assertThat(sink.toString(StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(outcome).isEqualTo(new CommandOutcome(0, "", ""));
    }

    @Test
    void aCommandThatSaysNoIsAnOutcomeOfReceivingToo() throws Exception {
        CommandOutcome outcome = host.receive(refusal(), new ByteArrayOutputStream());

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.stderr().strip()).isEqualTo("no");
    }

    @Test
    void aSinkThatIsFullIsToldAndTheConnectionStays() throws Exception {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("no space left");
                    }
                };

        assertThatThrownBy(() -> host.receive(echo().withInput(utf8("text")), full))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
        assertThat(host.run(echo().withInput(utf8("here"))).stdout()).isEqualTo("here");
    }

    @Test
    void aCommandReadsWhatASourceWrites() throws Exception {
        String text = "blåbær\n".repeat(300_000);

        CommandOutcome outcome =
                host.send(echo().withInput(utf8("first\n")), out -> out.write(utf8(text)));

        assertThat(outcome.stdout()).isEqualTo("first\n" + text);
        assertThat(outcome.succeeded()).isTrue();
    }

    @Test
    void writtenFilesHaveContentModeAndOwner() throws Exception {
        RemoteFile plain = RemoteFile.of(there + "/a/plain.conf", "one\n", "0644").ownedBy(owner());
        RemoteFile secret =
                RemoteFile.of(there + "/b/c/to ken", "s'e\"c$ret\n\n", "0600")
                        .ownedBy(owner())
                        .asSecret();

        host.write(List.of(plain, secret));

        assertThat(read(plain.path())).isEqualTo(plain.content());
        assertThat(read(secret.path())).isEqualTo(secret.content());
        assertThat(status(plain.path())).isEqualTo("0644 " + owner());
        assertThat(status(secret.path())).isEqualTo("0600 " + owner());
    }

    @Test
    void writingReplacesTheWholeFileAndLeavesNothingBeside() throws Exception {
        String path = there + "/replaced";
        host.write(List.of(file(path, "a long first version\n", "0600")));

        host.write(List.of(file(path, "short", "0644")));

        assertThat(read(path)).isEqualTo(utf8("short"));
        assertThat(status(path)).isEqualTo("0644 " + owner());
        assertThat(list(there)).containsExactly("replaced");
    }

    @Test
    void emptyAndBinaryFilesArriveAsTheyAre() throws Exception {
        byte[] bytes = bytes(100_000);
        RemoteFile binary = new RemoteFile(there + "/binary", bytes, "0600", owner(), false);

        host.write(List.of(binary, file(there + "/empty", "", "0600")));

        assertThat(read(binary.path())).isEqualTo(bytes);
        assertThat(read(there + "/empty")).isEmpty();
    }

    @Test
    void manyFilesCostOneRoundTrip() throws Exception {
        host.write(List.of(file(there + "/first", "", "0600")));
        long before = host.roundTrips();

        List<RemoteFile> files = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            files.add(file(there + "/file" + i, "content " + i, "0600"));
        }
        host.write(files);

        assertThat(host.roundTrips() - before).isEqualTo(1);
        assertThat(read(there + "/file19")).isEqualTo(utf8("content 19"));
    }

    @Test
    void writingNothingAsksNothing() throws Exception {
        long before = host.roundTrips();

        host.write(List.of());

        assertThat(host.roundTrips()).isEqualTo(before);
    }

    @Test
    void anUploadedFileHasContentAndModeAndReportsItsProgress() throws Exception {
        byte[] bytes = bytes(3_000_000);
        String target = there + "/bin/tool";
        List<Long> progress = new ArrayList<>();

        host.upload(
                local(bytes), sha256(bytes), target, "0755", (sent, total) -> progress.add(sent));

        assertThat(read(target)).isEqualTo(bytes);
        assertThat(status(target)).startsWith("0755 ");
        assertThat(list(there + "/bin")).containsExactly("tool");
        assertThat(progress).isSorted().endsWith(3_000_000L);
    }

    @Test
    void anUploadWithAnotherSumLeavesTheTargetAsItWas() throws Exception {
        String target = there + "/kept";
        host.write(List.of(file(target, "the old one", "0600")));
        byte[] bytes = bytes(10_000);

        assertThatThrownBy(
                        () ->
                                host.upload(
                                        local(bytes),
                                        sha256(utf8("something else")),
                                        target,
                                        "0755",
                                        TransferProgress.SILENT))
                .isInstanceOf(HostException.class)
                .hasMessageContaining(sha256(bytes));

        assertThat(read(target)).isEqualTo(utf8("the old one"));
        assertThat(list(there)).containsExactly("kept");
    }

    @Test
    void uploadingAgainIsHarmless() throws Exception {
        byte[] bytes = bytes(50_000);
        String target = there + "/again";

        host.upload(local(bytes), sha256(bytes), target, "0600", TransferProgress.SILENT);
        host.upload(local(bytes), sha256(bytes), target, "0755", TransferProgress.SILENT);

        assertThat(read(target)).isEqualTo(bytes);
        assertThat(status(target)).startsWith("0755 ");
    }

    @Test
    void aFreshLoginCanBeProved() throws Exception {
        host.proveLogin(Duration.ofSeconds(30));

        assertThat(host.run(echo().withInput(utf8("still here"))).stdout()).isEqualTo("still here");
    }

    @Test
    void everyCommandIsCounted() throws Exception {
        long before = host.roundTrips();

        host.run(echo());
        host.run(echo());

        assertThat(host.roundTrips() - before).isEqualTo(2);
    }

    @Test
    void aClosedHostAnswersNothing() {
        host.close();
        host.close();

        assertThatThrownBy(() -> host.run(echo()))
                .isInstanceOfSatisfying(
                        HostException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HOST_UNREACHABLE));
    }

    private RemoteFile file(String path, String content, String mode) {
        return RemoteFile.of(path, content, mode).ownedBy(owner());
    }

    private Path local(byte[] bytes) throws IOException {
        return Files.write(here.resolve("local"), bytes);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
