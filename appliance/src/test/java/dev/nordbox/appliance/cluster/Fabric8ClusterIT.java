package dev.nordbox.appliance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real API server. */
class Fabric8ClusterIT extends ClusterContract {

    @RegisterExtension static final K3sServer K3S = new K3sServer();

    private static Fabric8Cluster cluster;

    @BeforeAll
    static void connect() throws Exception {
        cluster = K3S.connect();
    }

    @AfterAll
    static void disconnect() {
        cluster.close();
    }

    @Override
    Cluster cluster() {
        return cluster;
    }

    @Override
    void edit(ResourceKey key, Map<String, Object> mergePatch) throws Exception {
        try (ForeignHand hand = new ForeignHand(K3S.kubeconfig())) {
            hand.edit(key, mergePatch);
        }
    }

    @Test
    void aRefusedSecretIsNotQuoted() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("password", "not base64: hunter2");

        assertThatThrownBy(
                        () ->
                                cluster.apply(
                                        Manifests.object(
                                                "v1", "Secret", here, "s", Map.of("data", data)),
                                        ApplyMode.DRY_RUN))
                .isInstanceOf(ApiRefused.class)
                .hasMessageContaining("withheld")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aClusterThatIsNotThereIsUnavailable(@TempDir Path folder) throws Exception {
        Path elsewhere = folder.resolve("kubeconfig");
        String text = Files.readString(K3S.kubeconfig());
        Files.writeString(elsewhere, text.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:1"));

        try (Fabric8Cluster nobody = Fabric8Cluster.of(elsewhere, Map.of())) {
            assertThatThrownBy(nobody::servedKinds)
                    .isInstanceOf(ApiUnavailable.class)
                    .hasMessageContaining("127.0.0.1:1");
        }
    }

    @Test
    void proxyVariablesDoNotTouchALoopbackCluster() throws Exception {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://127.0.0.1:1");

        try (Fabric8Cluster direct = Fabric8Cluster.of(K3S.kubeconfig(), environment)) {
            assertThat(direct.servedKinds().all()).isNotEmpty();
        }
    }

    @Test
    void aFileThatIsNoKubeconfigIsNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("kubeconfig"), "- not\n- a kubeconfig\n");

        assertThatThrownBy(() -> Fabric8Cluster.of(file, Map.of()))
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> Fabric8Cluster.of(folder.resolve("none"), Map.of()))
                .hasMessageContaining("no such file");
    }
}
