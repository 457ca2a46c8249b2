package dev.nordbox.installer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.profile.Control.Severity;
import dev.nordbox.installer.profile.Parameters;
import dev.nordbox.installer.profile.Person;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.profile.Residency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say of who logs in, and of the Git host. */
class PersonsTest {
    private static final Flags FLAGS =
            new Flags()
                    .with("ssh.host", "--host", Optional.of("root@203.0.113.7"))
                    .with("git.url", "--repo", Optional.of("git@git.example.no:ops/box.git"));

    @TempDir Path folder;

    @Test
    void personsHaveKeysOfTheirOwn() throws Exception {
        String one = "SHA256:" + "a".repeat(43);
        String other = "SHA256:" + "b".repeat(43);
        Parameters said =
                read("  persons: [{name: ops, keys: [\"%s\", \"%s\"]}]\n".formatted(one, other));

        assertThat(said.persons()).containsExactly(new Person("ops", List.of(one, other)));
        assertThatThrownBy(
                        () ->
                                read(
                                        ("  persons: [{name: ops, keys: [\"%1$s\"]}, {name: dev, keys:"
                                                        + " [\"%1$s\"]}, {name: x}, {name: y, keys:"
                                                        + " [ssh-ed25519]}]\n")
                                                .formatted(one)))
                .hasMessageContaining("a key of \"dev\" is one of \"ops\", too")
                .hasMessageContaining("a person without `keys`")
                .hasMessageContaining("`profile.persons[3].keys[0]`");
    }

    @Test
    void aGitHostElsewhereIsRefusedOrTold() throws Exception {
        Profile denied = profile("");
        Profile warned = profile("  git: warn\n");

        assertThat(denied.control("SUP-05").orElseThrow().severity()).isEqualTo(Severity.MUST);
        assertThat(Residency.rules(denied, Map.of()).gitOwners()).containsKey("github.com");
        assertThat(warned.control("SUP-05").orElseThrow().severity()).isEqualTo(Severity.SHOULD);
        assertThat(Residency.rules(warned, Map.of()).gitOwners()).isEmpty();
        assertThatThrownBy(() -> profile("  git: perhaps\n")).hasMessageContaining("`profile.git`");
    }

    private Parameters read(String words) throws Exception {
        return profile(words).parameters();
    }

    private Profile profile(String words) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("nordbox.yaml"),
                        "apiVersion: nordbox.no/v1alpha1\nkind: Box\nprofile:\n  name: nordic\n"
                                + words);
        return new BoxConfigReader(folder).read(Optional.of(file), FLAGS).profile().orElseThrow();
    }
}
