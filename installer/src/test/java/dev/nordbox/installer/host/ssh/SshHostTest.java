package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.KeyPair;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract over sshd's own server; the same against OpenSSH is in {@code SshHostOpenSshIT}. */
class SshHostTest extends HostContract {
    @TempDir static Path folder;
    private static LocalSshServer server;
    private static Person person;

    @BeforeAll
    static void startServer() throws Exception {
        KeyPair key = LocalSshServer.newKeyPair();
        server = LocalSshServer.start(folder.resolve("server"));
        server.authorize(key.getPublic());
        person = new Person(folder.resolve("home"));
        person.keeps("id_ecdsa", key);
        person.pins(server.fingerprint());
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @Override
    protected Host connect() throws Exception {
        return person.at("root@127.0.0.1:" + server.port()).connect();
    }

    @Override
    protected String farFolder() {
        return folder.resolve("far").toString();
    }

    @Override
    protected String owner() {
        try {
            PosixFileAttributes mine = Files.readAttributes(folder, PosixFileAttributes.class);
            return mine.owner().getName() + ":" + mine.group().getName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
