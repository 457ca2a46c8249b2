package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the real script must not see everything. */
class LookScriptTest {
    @TempDir Path folder;

    @Test
    void registriesAreSeenWithoutTheirLogins() throws Exception {
        Path registries =
                Files.writeString(
                        folder.resolve("registries.yaml"),
                        """
                        # ours
                        mirrors:
                          "*":
                            endpoint: ["https://registry.invalid"]
                        configs:
                          "a.example.no":
                            auth:
                              password: "c4n4ry"
                        """);
        String seen =
                saidBy(
                        "section() { :; }",
                        part("registries")
                                .replace(
                                        "/etc/rancher/k3s/registries.yaml", registries.toString()));

        assertThat(seen).contains("https://registry.invalid").doesNotContain("c4n4ry");
    }

    @Test
    void podsAreOnlyLookedAtAgainWhereTheServerAnswers() throws Exception {
        String section = "section() { :; }\n";

        assertThat(saidBy(section + "k3s() { echo u-1; }", part("pods-since")).lines())
                .containsExactly("u-1", "looked=yes");
        assertThat(saidBy(section + "k3s() { return 1; }", part("pods-since"))).isEmpty();
    }

    private static String part(String section) {
        String script = Script.beside(Inspection.class, "look.sh");
        int begin = script.indexOf("section " + section + "\n");
        return script.substring(begin, script.indexOf("\nsection ", begin));
    }

    private static String saidBy(String fakes, String script) throws Exception {
        Process look =
                new ProcessBuilder("sh", "-uc", fakes + "\n" + script + "\nexit 0")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(look.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(look.waitFor()).isZero();
        return said;
    }
}
