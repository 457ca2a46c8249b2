package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostContract;
import dev.nordbox.installer.testbed.OpenSsh;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract against OpenSSH in a container, as root and through sudo. */
class SshHostOpenSshIT {
    @TempDir static Path folder;
    private static OpenSsh server;
    private static Person person;

    @BeforeAll
    static void startServer() throws Exception {
        server = new OpenSsh();
        server.start();
        person = new Person(folder.resolve("home")).names(OpenSsh.key());
        person.pins(server.fingerprint("ed25519"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Nested
    class AsRoot extends HostContract {
        @Override
        protected Host connect() throws Exception {
            return person.at(server.address("root")).connect();
        }
    }

    @Nested
    class AsSudoer extends HostContract {
        @Override
        protected Host connect() throws Exception {
            return person.at(server.address("debian")).connect();
        }
    }
}
