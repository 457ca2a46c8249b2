package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.config.Flags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each minor release of k3s that a box may have: read, rendered, kept. */
class K3sMinorsTest {
    @TempDir private Path files;

    @ParameterizedTest
    @ValueSource(strings = {"v1.34.9+k3s1", "v1.35.9+k3s1", "v1.36.4+k3s1", "v1.37.1+k3s1"})
    void aBoxOfThatMinorIsMadeAndStaysAtIt(String version) throws Exception {
        TrialBox box = TrialBox.in(files);
        box.cluster.version = version;
        box.withK3s(said(version));

        box.up();

        assertThat(box.host.text("/var/lib/nordbox-installer/notes/k3s-version").orElseThrow())
                .startsWith(version + " ");
        assertThat(box.plan().changed()).isEmpty();
        assertThat(read(box))
                .as("all that is rendered is in all of these minors; what is not becomes a choice")
                .isEqualTo(read(ofOurs()));
        assertThat(box.host.text("/etc/rancher/k3s/config.yaml").orElseThrow())
                .contains(
                        "secrets-encryption-provider: secretbox", "etcd-snapshot-compress: false");
    }

    private TrialBox ofOurs() throws Exception {
        TrialBox box = TrialBox.in(files);
        box.withK3s(said(BoxConfigReader.defaultK3sVersion()));
        box.up();
        return box;
    }

    /** As a person writes it. */
    private BoxConfig.K3s said(String version) throws Exception {
        Path file =
                Files.writeString(
                        files.resolve("nordbox.yaml"),
                        """
                        apiVersion: nordbox.no/v1alpha1
                        kind: Box
                        ssh: {host: root@203.0.113.7}
                        k3s:
                          version: %s
                          tlsSans: [api.example.no]
                          disable: [traefik]
                          nodeLabels: {example.no/rack: a7}
                          registries: {mirrors: {docker.io: {endpoints: ["https://m.example.no"]}}}
                        """
                                .formatted(version));
        return new BoxConfigReader(files)
                .readWithoutRepository(Optional.of(file), new Flags())
                .k3s();
    }

    /** What k3s reads at its start. */
    private static TreeMap<String, String> read(TrialBox box) {
        TreeMap<String, String> read = new TreeMap<>();
        new K3sFiles(TrialBox.TEMPLATES)
                .paths()
                .forEach(path -> box.host.text(path).ifPresent(text -> read.put(path, text)));
        assertThat(read).hasSizeGreaterThan(5);
        return read;
    }
}
