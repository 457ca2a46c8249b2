package dev.nordbox.installer.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.age.X25519Identity;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.KitOutput;
import dev.nordbox.installer.kit.Manifest.SealingKey;
import dev.nordbox.installer.kit.TrialKit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script, over a server's folders below another root. */
class SaveKitScriptTest {
    private static final Instant SEALING_SINCE = Instant.parse("2026-11-28T11:00:00Z");
    private static final dev.nordbox.appliance.seal.SealingKey SEALING =
            dev.nordbox.appliance.seal.SealingKey.generate(2048, SEALING_SINCE, new SecureRandom());

    @TempDir private Path root;
    private final X25519Identity key = X25519Identity.make(new SecureRandom());

    @BeforeEach
    void aBox() throws IOException {
        file("etc/rancher/k3s/token", "the token");
        file("var/lib/rancher/k3s/server/token", "K10abc::server:the token\n");
        file("etc/rancher/node/password", "the password");
        file("etc/rancher/k3s/config.yaml.d/mine.yaml", "debug: true\n");
        file("etc/nordbox/controller.yaml", "repo:\n  url: \"git@h:r.git\"\n  path: \"\"\n");
        file("etc/nordbox/nordbox.yaml", "kind: Box\n");
        file("etc/default/k3s", "HTTPS_PROXY=p\n");
        file("var/lib/nordbox/webhook-secret", "hook");
        file("etc/ssh/ssh_host_ed25519_key.pub", "ssh-ed25519 AAAA root@prod\n");
        file("var/lib/rancher/k3s/server/tls/server-ca.crt", "the CA");
        file("var/lib/rancher/k3s/server/tls/etcd/peer-ca.key", "the peer's");
        file("var/lib/rancher/k3s/server/db/etcd/member/x", "");
        file("var/lib/rancher/k3s/server/db/snapshots/etcd-snapshot-prod-1", "of k3s itself");
        file("var/lib/rancher/k3s/server/db/snapshots/nordbox-kit-prod-0", "of a killed run");
        file("var/lib/nordbox/git/id_ed25519", "deploy key\n");
        file(
                "keys.yaml",
                """
                items:
                - data:
                    tls.crt: %s
                    tls.key: c2VjcmV0
                  kind: Secret
                - data:
                    tls.crt: bm9uZQ==
                  kind: Secret
                kind: List
                """
                        .formatted(
                                Base64.getEncoder()
                                        .encodeToString(SEALING.certificate().pem().getBytes())));
        program("systemctl", "exit 0");
        program(
                "k3s",
                """
                case $1 in
                etcd-snapshot) printf '\\000snapshot\\n' >ROOT/var/lib/rancher/k3s/server/db/snapshots/nordbox-kit-prod-1 ;;
                kubectl) case "$*" in
                    *namespaces*) echo 'uid-1 shop'; [ -e ROOT/seen ] || echo 'uid-2 gone'; touch ROOT/seen ;;
                    *) cat ROOT/keys.yaml ;;
                    esac ;;
                --version) echo 'k3s version v1.36.4+k3s1 (abc)' ;;
                esac
                """
                        .replace("ROOT", root.toString()));
    }

    @Test
    void everythingThatIsNotInGitIsPrinted() throws Exception {
        Path kit = root.resolve("box.kit");
        HostParts parts;
        try (KitOutput out =
                new KitOutput(
                        Files.newOutputStream(kit),
                        List.of(key.recipient()),
                        new SecureRandom(),
                        TrialKit.CREATED)) {
            parts = new HostParts(out, received -> {});
            Process script = run();
            script.getInputStream().transferTo(parts);
            assertThat(script.waitFor()).as(error(script)).isZero();
            out.finish(new TrialKit().facts);
        }

        assertThat(parts.ended()).isTrue();
        assertThat(parts.meta("k3s")).isEqualTo("v1.36.4+k3s1");
        assertThat(parts.meta("url")).isEqualTo("git@h:r.git");
        assertThat(parts.sealingKeys())
                .as("one that is no certificate is no key")
                .containsExactly(new SealingKey(SEALING.fingerprint(), SEALING_SINCE));
        Kit opened = Kit.open(kit, List.of(key));
        assertThat(opened.manifest().parts())
                .extracting(part -> part.path() + " " + part.size())
                .containsExactly(
                        "k3s/token 9",
                        "k3s/node-password 12",
                        "k3s/server/tls/etcd/peer-ca.key 10",
                        "k3s/server/tls/server-ca.crt 6",
                        "k3s/etc/config.yaml.d/mine.yaml 12",
                        "k3s/env/default 14",
                        "k3s/etcd-snapshot 10",
                        "cluster/sealing-keys.yaml " + Files.size(root.resolve("keys.yaml")),
                        "cluster/namespaces 11",
                        "controller/id_ed25519 11",
                        "controller/webhook-secret 4",
                        "controller/controller.yaml 38",
                        "nordbox.yaml 10",
                        "host/ssh_host_keys.pub 27");
        assertThat(opened.small(Kit.NAMESPACES).map(String::new)).hasValue("uid-1 shop\n");
        assertThat(root.resolve("var/lib/rancher/k3s/server/db/snapshots"))
                .isDirectoryContaining("glob:**/etcd-snapshot-prod-1")
                .isDirectoryNotContaining("glob:**/nordbox-kit-*");
    }

    @Test
    void whatTheControllerHasPutALinkToIsNotRead() throws Exception {
        file("etc/shadow", "root's alone");
        Path key = root.resolve("var/lib/nordbox/git/id_ed25519");
        Files.delete(key);
        Files.createSymbolicLink(key, root.resolve("etc/shadow"));
        Files.delete(root.resolve("var/lib/nordbox/webhook-secret"));
        Files.createSymbolicLink(
                root.resolve("var/lib/nordbox/webhook-secret"), root.resolve("etc/shadow"));

        Process script = run();
        String kit = new String(script.getInputStream().readAllBytes());

        assertThat(script.waitFor()).as(error(script)).isZero();
        assertThat(kit)
                .endsWith("end\n")
                .contains("controller/controller.yaml")
                .doesNotContain("root's alone", "id_ed25519", "webhook-secret");
    }

    @Test
    void aBoxThatIsDownIsNotSavedByHalves() throws Exception {
        program("systemctl", "exit 3");

        Process script = run();

        assertThat(script.getInputStream().readAllBytes()).isEmpty();
        assertThat(error(script)).contains("k3s does not run");
        assertThat(script.waitFor()).isEqualTo(1);
    }

    @Test
    void aTokenThatK3sDoesNotRunWithIsFoundOutInTime() throws Exception {
        file("var/lib/rancher/k3s/server/token", "K10abc::server:another\n");

        Process script = run();

        assertThat(script.getInputStream().readAllBytes()).isEmpty();
        assertThat(error(script)).contains("not the token that k3s runs with");
        assertThat(script.waitFor()).isEqualTo(1);
    }

    private static String error(Process script) throws IOException {
        return new String(script.getErrorStream().readAllBytes());
    }

    private Process run() throws IOException {
        String text =
                Script.beside(SaveKit.class, "save-kit.sh")
                        .replace("PATH=\"", "PATH=\"" + root + "/bin:")
                        .replaceAll("([ =])/(etc|var)/", "$1" + root + "/$2/");
        Process process = new ProcessBuilder("sh", "-s").start();
        try (OutputStream in = process.getOutputStream()) {
            new ByteArrayInputStream(text.getBytes()).transferTo(in);
        }
        return process;
    }

    private void file(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void program(String name, String script) throws IOException {
        file("bin/" + name, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(
                root.resolve("bin/" + name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
