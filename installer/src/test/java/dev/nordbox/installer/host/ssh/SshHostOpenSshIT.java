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
    private static String chatty;
    private static String fish;
    private static String csh;

    @BeforeAll
    static void startServer() throws Exception {
        server = new OpenSsh();
        server.start();
        person = new Person(folder.resolve("home")).names(OpenSsh.key());
        person.pins(server.fingerprint("ed25519"));
        chatty = newUser("chatty", "/bin/bash", ".bashrc", "echo hello; echo hello >&2");
        // In front: Debian's file ends early in a shell that nobody types in.
        server.sh("sed -i '1i echo welcome; printf unterminated' /home/chatty/.bashrc");
        fish = newUser("fisher", "/usr/bin/fish", ".config/fish/config.fish", "echo glub");
        csh = newUser("bill", "/bin/tcsh", ".cshrc", "echo hello");
    }

    /** Somebody whose shell greets everybody, in its own start-up file, and who may use sudo. */
    private static String newUser(String name, String shell, String startUp, String greeting)
            throws Exception {
        String home = "/home/" + name;
        server.sh("useradd -m -s %s %s".formatted(shell, name));
        server.sh("echo '%s ALL=(ALL) NOPASSWD:ALL' >/etc/sudoers.d/%s".formatted(name, name));
        server.sh("install -d -m 700 -o %s %s/.ssh".formatted(name, home));
        server.sh(
                "cp /root/.ssh/authorized_keys %s/.ssh/; chmod a+r %s/.ssh/*"
                        .formatted(home, home));
        server.sh("mkdir -p $(dirname %s/%s)".formatted(home, startUp));
        server.sh("printf '%%s\\n' '%s' >>%s/%s".formatted(greeting, home, startUp));
        server.sh("chown -R %s %s".formatted(name, home));
        return name;
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

    @Nested
    class WithAGreetingInBashrc extends HostContract {
        @Override
        protected Host connect() throws Exception {
            return person.at(server.address(chatty)).connect();
        }
    }

    @Nested
    class WithFish extends HostContract {
        @Override
        protected Host connect() throws Exception {
            return person.at(server.address(fish)).connect();
        }
    }

    @Nested
    class WithCsh extends HostContract {
        @Override
        protected Host connect() throws Exception {
            return person.at(server.address(csh)).connect();
        }
    }
}
