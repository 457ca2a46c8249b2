package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.output.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void aBoxIsDescribedHere() throws IOException {
        file = folder.resolve("nordbox.yaml");
        Files.writeString(
                file,
                """
                apiVersion: nordbox.no/v1alpha1
                kind: Box
                ssh:
                  host: ops@203.0.113.7:2222
                """);
    }

    @Test
    void theUsualFileIsToldAsTheOneThatLiesHere() {
        SettingsFile usual = new SettingsFile(Path.of("nordbox.yaml"), false);

        assertThat(usual.events(Optional.of("203.0.113.7")))
                .containsExactly(new Event.Noted("settings", "settings from ./nordbox.yaml"));
    }

    @Test
    void anotherHostThanItsOwnIsWorthALook() {
        List<Event> events = new SettingsFile(file, false).events(Optional.of("198.51.100.3"));

        assertThat(events).hasSize(2);
        assertThat(((Event.Warned) events.get(1)).problem().toString())
                .contains("ops@203.0.113.7:2222", "--host says 198.51.100.3", "-c FILE");
    }

    @Test
    void itsOwnHostAndAFileThatWasNamedAreNot() {
        assertThat(new SettingsFile(file, false).events(Optional.of("root@203.0.113.7")))
                .hasSize(1);
        assertThat(new SettingsFile(file, false).events(Optional.empty())).hasSize(1);
        assertThat(new SettingsFile(file, true).events(Optional.of("198.51.100.3"))).hasSize(1);
    }

    @Test
    void aFileThatCannotBeReadIsToldAboutByItsReader() throws IOException {
        Files.writeString(file, "ssh: [");

        assertThat(new SettingsFile(file, false).events(Optional.of("198.51.100.3"))).hasSize(1);
    }

    @Test
    void itIsToldOnceAndSaysWhereThePinIs() throws Exception {
        BoxOptions box = new BoxOptions();
        box.config = file;
        List<Event> told = new ArrayList<>();

        box.tellSettings(told::add);
        box.tellSettings(told::add);

        assertThat(told).containsExactly(new Event.Noted("settings", "settings from " + file));
        assertThat(box.ssh().hostKeySaid()).isEqualTo("`ssh.hostKey` of " + file);
        box.hostKey = "SHA256:" + "A".repeat(43);
        assertThat(box.ssh().hostKeySaid()).isEqualTo("--host-key");
    }
}
