package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.store.Incoming;
import dev.nordbox.installer.store.Store;
import dev.nordbox.installer.store.StoreContract;
import dev.nordbox.installer.store.StoredFile;
import dev.nordbox.installer.testbed.OpenSsh;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract against OpenSSH's own sftp-server, for a login that has no shell. */
class SftpStoreIT extends StoreContract {
    private static OpenSsh server;
    @TempDir Path folder;

    @BeforeAll
    static void startServer() throws Exception {
        server = new OpenSsh();
        server.withTmpFs(Map.of("/small", "size=2m,mode=1777")).start();
        server.sh("useradd -m -s /usr/sbin/nologin kits");
        server.sh("install -d -m 700 -o kits /home/kits/.ssh");
        server.sh("install -m 600 -o kits /root/.ssh/authorized_keys /home/kits/.ssh/");
        server.sh(
                "printf 'Match User kits\\n  ForceCommand internal-sftp\\n' >>/etc/ssh/sshd_config");
        server.sh("kill -HUP 1");
        server.sh("/usr/sbin/sshd -T -C user=kits | grep -i '^forcecommand internal-sftp'");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void anEmptyFolder() throws Exception {
        server.sh("rm -rf /home/kits/boxes && install -d -o kits /home/kits/boxes");
    }

    @Override
    protected Store store() throws Exception {
        return open("boxes");
    }

    @Override
    protected Store again() throws Exception {
        return open("/home/kits/boxes");
    }

    @Override
    protected Store nowhere() throws Exception {
        return open("nowhere");
    }

    @Override
    protected byte[] bytes(String name) {
        return server.copyFileFromContainer("/home/kits/boxes/" + name, in -> in.readAllBytes());
    }

    @Override
    protected boolean isPrivate(String name) throws Exception {
        return server.sh("stat -c %a /home/kits/boxes/" + name).strip().equals("600");
    }

    @Test
    void aDiskThatIsFullIsToldAndNothingStays() throws Exception {
        byte[] megabyte = new byte[1 << 20];
        new Random(1).nextBytes(megabyte);
        try (Store store = open("/small")) {
            assertThatThrownBy(
                            () -> {
                                try (Incoming file = store.receive("kit");
                                        OutputStream out = file.stream()) {
                                    for (int i = 0; i < 4; i++) {
                                        out.write(megabyte);
                                    }
                                }
                            })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is its disk full");
        }
        assertThat(server.sh("ls -A /small")).isEmpty();
    }

    @Test
    void aFolderOfSomebodyElseIsTold() throws Exception {
        try (Store store = open("/root")) {
            assertThatThrownBy(() -> store.receive("kit"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the login may not do that");
        }
    }

    @Test
    void anotherHostKeyIsRefusedWithWhatToChange() throws Exception {
        String other = "SHA256:" + "a".repeat(43);

        assertThatThrownBy(() -> SftpStore.open(login("kits", other), "boxes", "the store"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED))
                .hasMessageContaining("host key mismatch")
                .hasMessageContaining("change `hostKey` in nordbox.yaml");
    }

    @Test
    void aKeyThatIsPinnedWholeIsTakenWhicheverKindTheServerShowsFirst() throws Exception {
        String line = server.sh("cat /etc/ssh/ssh_host_rsa_key.pub").strip();

        SftpStore.open(login("kits", line), "boxes", "the store").close();
    }

    @Test
    void aKeyThatIsNotLetInIsToldWithWhatToDo() throws Exception {
        server.sh("useradd -m nobody-knows");

        assertThatThrownBy(
                        () ->
                                SftpStore.open(
                                        login("nobody-knows", server.fingerprint("ed25519")),
                                        "boxes",
                                        "the store"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED))
                .hasMessageContaining("add the public half of the key");
    }

    @Test
    void aLargeFileGoesThroughLittleMemory() throws Exception {
        long size = 300L << 20;
        byte[] chunk = new byte[64 << 10];
        try (Store store = store();
                Incoming file = store.receive("large")) {
            long before = used();
            long most = 0;
            try (OutputStream out = file.stream()) {
                for (long sent = 0; sent < size; sent += chunk.length) {
                    out.write(chunk);
                    if (sent % (32L << 20) == 0) {
                        most = Math.max(most, used() - before);
                    }
                }
            }
            file.keep();
            System.out.println("most held while 300 MiB went by: " + (most >> 10) + " KiB");
            assertThat(most).isLessThan(16L << 20);
            assertThat(mostHeldWhileReading(store, new StoredFile("large", size)))
                    .isLessThan(16L << 20);
        }
        assertThat(server.sh("stat -c %s /home/kits/boxes/large").strip())
                .isEqualTo(String.valueOf(size));
    }

    private static long mostHeldWhileReading(Store store, StoredFile file) throws Exception {
        long before = used();
        long most = 0;
        long read = 0;
        byte[] chunk = new byte[64 << 10];
        try (InputStream in = store.read(file)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (read / (32L << 20) != (read + count) / (32L << 20)) {
                    most = Math.max(most, used() - before);
                }
                read += count;
            }
        }
        assertThat(read).isEqualTo(file.size());
        return most;
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private Store open(String path) throws Exception {
        return SftpStore.open(login("kits", server.fingerprint("ed25519")), path, "the store");
    }

    private SftpLogin login(String user, String hostKey) {
        return new SftpLogin(server.address(user), hostKey, OpenSsh.key(), folder.resolve("home"));
    }
}
