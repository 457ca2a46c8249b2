package dev.nordbox.installer.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.config.Flags;
import dev.nordbox.installer.kit.Manifest;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KitSettingsTest {
    private static final String DOCUMENT =
            """
            apiVersion: nordbox.no/v1alpha1
            kind: Box
            ssh: {host: root@203.0.113.7, hostKey: "SHA256:gone"}
            git: {deployKey: ~/keys/deploy}
            k3s: {disable: [traefik]}
            """;

    @TempDir private Path folder;
    private final TrialKit trial = new TrialKit();

    @Test
    void theKitAloneSaysAllButTheNewHost() throws ProblemException {
        trial.put("nordbox.yaml", DOCUMENT);

        BoxConfig config = read(Optional.empty(), new Flags());

        assertThat(config.ssh().host()).isEqualTo("root@198.51.100.5");
        assertThat(config.ssh().hostKey()).as("that of the lost host").isEmpty();
        assertThat(config.name()).isEqualTo("prod-1");
        assertThat(config.git().url()).isEqualTo("git@git.example.no:ops/box.git");
        assertThat(config.git().hostKey().orElseThrow()).startsWith("ssh-ed25519 AAAAC3");
        assertThat(config.git().deployKey()).as("the kit brings the key itself").isEmpty();
        assertThat(config.k3s().disable()).containsExactly("traefik");
    }

    @Test
    void aNameThatIsPartOfTheHostsIsOneThatSomebodyGave() throws ProblemException {
        trial.facts = of("prod", "root@prod.example.no");
        assertThat(read(Optional.empty(), new Flags()).name()).isEqualTo("prod");

        trial.facts = of("2001:db8::7", "root@[2001:db8::7]:2222");
        assertThat(read(Optional.empty(), new Flags()).name())
                .as("the address of the lost host is that of the new one by now")
                .isEqualTo("198.51.100.5");
    }

    private Manifest of(String box, String host) {
        Manifest was = trial.facts;
        return new Manifest(
                was.created(),
                was.nordbox(),
                was.k3s(),
                box,
                host,
                was.node(),
                was.repository(),
                List.of());
    }

    @Test
    void filesOfThatMachineDoNotCountAndEachIsNamed() throws ProblemException {
        trial.put(
                "nordbox.yaml",
                """
                apiVersion: nordbox.no/v1alpha1
                kind: Box
                templates: ./templates
                profile: {name: nordic, country: no, attestation: provider.yaml}
                backup:
                  recipients: [age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p]
                  target: {s3: {endpoint: "https://s.example.no", bucket: kits, ca: c, credentials: d}}
                """);

        assertThat(read(Optional.empty(), new Flags()).templates()).isEmpty();
        assertThat(KitSettings.warnings(trial.open(folder)))
                .extracting(Object::toString)
                .satisfiesExactly(
                        told -> assertThat(told).contains("backup.target.s3.ca", "--config"),
                        told -> assertThat(told).contains("backup.target.s3.credentials"),
                        told -> assertThat(told).contains("profile.attestation"),
                        told -> assertThat(told).contains("templates"));
    }

    @Test
    void aKitWithoutSettingsIsToldOf() {
        assertThat(KitSettings.warnings(trial.open(folder)).toString())
                .contains("the kit has no settings");
    }

    @Test
    void theLostHostIsNamedInTheEnd() {
        assertThat(KitSettings.ofTheLostHost(trial.open(folder)).toString())
                .contains("root@203.0.113.7", "keep it switched off");
    }

    @Test
    void whatAPersonSaysNowGoesBeforeTheKit() throws ProblemException, IOException {
        trial.put("nordbox.yaml", DOCUMENT);
        Path now =
                Files.writeString(
                        folder.resolve("now.yaml"),
                        "apiVersion: nordbox.no/v1alpha1\nkind: Box\nname: renamed\n"
                                + "git: {targetRevision: stable}\n");

        BoxConfig config =
                read(
                        Optional.of(now),
                        new Flags().with("git.path", "--path", Optional.of("clusters/b")));

        assertThat(config.name()).isEqualTo("renamed");
        assertThat(config.git().targetRevision()).isEqualTo("stable");
        assertThat(config.git().path()).isEqualTo("clusters/b");
        assertThat(config.git().url()).isEqualTo("git@git.example.no:ops/box.git");
        assertThat(config.k3s().disable()).as("another file is there now").isEmpty();
    }

    private BoxConfig read(Optional<Path> file, Flags flags) throws ProblemException {
        return new BoxConfigReader(folder)
                .after(KitSettings.of(trial.open(folder)))
                .read(file, flags.with("ssh.host", "--host", Optional.of("root@198.51.100.5")));
    }
}
