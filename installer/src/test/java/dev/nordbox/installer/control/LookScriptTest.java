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
                              password: "canary"
                        """);
        String script = Script.beside(Inspection.class, "look.sh");
        int begin = script.indexOf("section registries\n");
        String part =
                script.substring(begin, script.indexOf("section ", begin + 10))
                        .replace("/etc/rancher/k3s/registries.yaml", registries.toString());

        Process look =
                new ProcessBuilder("sh", "-c", "section() { :; }\n" + part)
                        .redirectErrorStream(true)
                        .start();
        String seen = new String(look.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(look.waitFor()).isZero();
        assertThat(seen).contains("https://registry.invalid").doesNotContain("canary");
    }
}
