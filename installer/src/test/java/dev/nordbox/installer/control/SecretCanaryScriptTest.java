package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.steps.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script that looks for markers, on a datastore and an audit log that play. */
class SecretCanaryScriptTest {
    private static final String SERVER = "/var/lib/rancher/k3s/server/";

    @TempDir private Path root;
    private LocalShell shell;
    private Path log;
    private Path asked;

    @BeforeEach
    void aBox() throws IOException {
        shell = LocalShell.in(root);
        Path db = Files.createDirectory(root.resolve("db"));
        log = Files.writeString(root.resolve("audit.log"), "");
        asked = root.resolve("asked");
        shell.file(SERVER + "db", db);
        shell.file(SERVER + "logs/audit.log", log);
        shell.program(
                "k3s",
                "echo \"$*\" >>%1$s; case $* in *create*) cat >>%1$s; echo k8s:enc:secretbox:v1: m2 >%2$s/store ;; esac"
                        .formatted(asked, db));
    }

    @Test
    void theEventOfTheSecretIsToldByItsKindAndWholeName() throws Exception {
        logs("secrets", "canary-1");

        assertThat(look())
                .containsEntry("created", "0")
                .containsEntry("secret-in-datastore", "no")
                .containsEntry("configmap-in-datastore", "yes")
                .containsEntry("secretbox-in-datastore", "yes")
                .containsEntry("event-in-audit", "yes")
                .containsEntry("marker-in-audit", "no");
        assertThat(asked)
                .content()
                .contains("\"Secret\", \"metadata\": {\"name\": \"canary-1\"")
                .contains("\"ConfigMap\", \"metadata\": {\"name\": \"canary-2\"")
                .contains("secret/canary-1 configmap/canary-2");
    }

    @Test
    void neitherTheConfigMapsEventNorThatOfAnotherSecretIsIts() throws Exception {
        logs("configmaps", "canary-2");
        logs("configmaps", "canary-1");
        logs("secrets", "canary-11");

        assertThat(look()).containsEntry("event-in-audit", "no");
    }

    private void logs(String resource, String name) throws IOException {
        Files.writeString(
                log,
                Files.readString(log)
                        + "{\"verb\":\"create\",\"objectRef\":{\"resource\":\"%s\",\"namespace\":\"nordbox-system\",\"name\":\"%s\",\"apiVersion\":\"v1\"}}\n"
                                .formatted(resource, name));
    }

    private Map<String, String> look() throws Exception {
        return Seen.words(
                shell.runBeside(Inspection.class, "canary.sh", "m1", "m2", "canary-1", "canary-2")
                        .stdout());
    }
}
