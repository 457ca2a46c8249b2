package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.recovery.SaveKit;
import dev.nordbox.installer.testbed.OpenSsh;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root works below a directory whose owner wants it to write, or read, elsewhere. */
class HostileDirectoryIT {
    private static OpenSsh server;
    @TempDir static Path folder;
    private static Person person;

    @BeforeAll
    static void startServer() throws Exception {
        server = new OpenSsh();
        server.start();
        server.sh("useradd --system --user-group nordbox");
        person = new Person(folder.resolve("home")).names(OpenSsh.key());
        person.pins(server.fingerprint("ed25519"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void aDirectoryOfTheControllers() throws Exception {
        server.sh("rm -rf /var/lib/nordbox /etc/victim");
        server.sh("install -d -o nordbox -g nordbox /var/lib/nordbox /var/lib/nordbox/git");
        server.sh("install -d -m 755 /etc/victim");
    }

    @Test
    void itsFilesAreWrittenAsItsOwner() throws Exception {
        write(ofController("/var/lib/nordbox/git/new/known_hosts"));

        assertThat(server.sh("stat -c '%U:%G %a' /var/lib/nordbox/git/new/known_hosts"))
                .isEqualTo("nordbox:nordbox 640\n");
        assertThat(server.sh("cat /var/lib/nordbox/git/new/known_hosts")).isEqualTo("text\n");
    }

    @Test
    void aLinkInPlaceOfADirectoryLeadsNowhere() throws Exception {
        server.sh("rmdir /var/lib/nordbox/git; ln -s /etc/victim /var/lib/nordbox/git");

        assertThatThrownBy(() -> write(ofController("/var/lib/nordbox/git/known_hosts")))
                .hasMessageContaining("Permission denied");

        assertThat(server.sh("ls -A /etc/victim")).isEmpty();
    }

    @Test
    void whatAKitTakesFromThereIsReadAsItsOwner() throws Exception {
        server.sh("umask 077; echo root-alone >/etc/victim/shadow");
        server.sh("ln -s /etc/victim/shadow /var/lib/nordbox/git/id_ed25519");
        server.sh("ln -s /etc/victim/shadow /var/lib/nordbox/webhook-secret");
        server.sh("runuser -u nordbox -- sh -c 'echo host >/var/lib/nordbox/git/known_hosts'");
        server.sh(
                "install -d /var/lib/rancher/k3s/server/db/etcd /var/lib/rancher/k3s/server/db/snapshots");
        server.sh(
                "printf '#!/bin/sh\\n[ \"$1\" != etcd-snapshot ] || echo x"
                        + " >/var/lib/rancher/k3s/server/db/snapshots/nordbox-kit-1\\n'"
                        + " >/usr/local/bin/k3s; printf '#!/bin/sh\\n' >/usr/local/bin/systemctl;"
                        + " chmod 755 /usr/local/bin/k3s /usr/local/bin/systemctl");
        Command save =
                Command.script("save", Script.beside(SaveKit.class, "save-kit.sh")).withRoot();
        try (SshHost host = person.at(server.address("debian")).connect()) {
            assertThat(host.run(save).orFail(host, save).stdout())
                    .contains("part 600 5 controller/known_hosts\nhost\n")
                    .doesNotContain("root-alone", "controller/id_ed25519", "webhook-secret")
                    .endsWith("end\n");
        } finally {
            server.sh("rm -rf /usr/local/bin/k3s /usr/local/bin/systemctl /var/lib/rancher");
        }
    }

    @Test
    void rootsOwnFileIsRefusedThere() {
        RemoteFile roots = RemoteFile.of("/var/lib/nordbox/git/known_hosts", "text\n", "0644");

        assertThatThrownBy(() -> write(roots))
                .hasMessageContaining(
                        "lies in a directory of nordbox: root writes nothing there for root");
    }

    @Test
    void everythingIsOnTheDiskBeforeItTakesItsPlaceAndAnEmptyListWritesNothing() throws Exception {
        server.sh("mv /bin/sync /bin/sync.real");
        server.sh(
                "printf '#!/bin/sh\\necho \"$*\" >>/tmp/synced; exec /bin/sync.real \"$@\"\\n'"
                        + " >/bin/sync; chmod 755 /bin/sync");
        try {
            write(
                    RemoteFile.of("/etc/victim/one", "1", "0644"),
                    ofController("/var/lib/nordbox/x"));
        } finally {
            server.sh("mv /bin/sync.real /bin/sync");
        }

        assertThat(server.sh("cat /tmp/synced").lines())
                .hasSize(2)
                .first()
                .asString()
                .contains("/etc/victim/.nordbox.", "/var/lib/nordbox/.nordbox.");
        assertThat(server.sh("tail -n 1 /tmp/synced")).contains("/etc/victim", "/var/lib/nordbox");
    }

    private static RemoteFile ofController(String path) {
        return RemoteFile.of(path, "text\n", "0640").ownedBy("nordbox:nordbox");
    }

    private static void write(RemoteFile... files) throws Exception {
        try (SshHost host = person.at(server.address("debian")).connect()) {
            host.write(List.of(files));
        }
    }
}
