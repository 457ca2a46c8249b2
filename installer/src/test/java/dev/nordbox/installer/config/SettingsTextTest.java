package dev.nordbox.installer.config;

import static dev.nordbox.installer.config.BoxYaml.HEADER;
import static dev.nordbox.installer.config.BoxYaml.HOST_AND_REPO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a box keeps of what was said of it. */
class SettingsTextTest {
    @TempDir private Path folder;

    @Test
    void fileAndFlagsAreOneDocumentWithoutWhatAKitKnowsByItself() throws Exception {
        Flags flags =
                HOST_AND_REPO
                        .with("profile", "--profile", Optional.of("nordic/no"))
                        .with("name", "--name", Optional.of("prod"));

        String said =
                said(
                        """
                        # in haste
                        ssh: {identityFile: ~/.ssh/id}
                        namespaces:
                          - {name: web, quota: {pods: "20"}}
                        k3s:
                          version:
                          disable: [traefik]
                        controller: {redis: true, webhookPort: 8128}
                        """,
                        flags);

        assertThat(said)
                .isEqualTo(
                        """
                        apiVersion: nordbox.no/v1alpha1
                        controller:
                          redis: true
                          webhookPort: 8128
                        k3s:
                          disable:
                          - traefik
                        kind: Box
                        namespaces:
                        - name: web
                          quota:
                            pods: '20'
                        profile:
                          country: no
                          name: nordic
                        """);
    }

    @Test
    void readBackItSaysTheSame() throws Exception {
        String said =
                said(
                        """
                        controller: {redis: false}
                        namespaces: [{name: "on", podSecurity: baseline, quota: {pods: "31"}}]
                        firewall: {open: [443/tcp], admins: ["2001:db8::/32"]}
                        """,
                        HOST_AND_REPO);

        BoxConfig again =
                reader().after(new Earlier(Optional.of(said), "the kit", new Flags()))
                        .read(Optional.empty(), HOST_AND_REPO);

        assertThat(again.said()).hasValue(said);
        assertThat(again.namespaces().get(0).quota()).containsEntry("pods", "31");
        assertThat(again.firewall().admins()).containsExactly("2001:db8::/32");
    }

    @Test
    void anotherOrderIsNoOtherText() throws Exception {
        assertThat(said("k3s: {disable: [traefik]}\ncontroller: {redis: true}\n", HOST_AND_REPO))
                .isEqualTo(
                        said(
                                "controller:\n  redis: true\nk3s:\n  disable:\n  - traefik\n",
                                HOST_AND_REPO));
    }

    private String said(String text, Flags flags) throws ProblemException, IOException {
        Path file = Files.writeString(folder.resolve("nordbox.yaml"), HEADER + text);
        return reader().read(Optional.of(file), flags).said().orElseThrow();
    }

    private BoxConfigReader reader() {
        return new BoxConfigReader(folder);
    }
}
