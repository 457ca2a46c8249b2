package dev.nordbox.appliance.external.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.external.vault.AccountRef;
import dev.nordbox.appliance.external.vault.Authorities;
import dev.nordbox.appliance.external.vault.SecretRef;
import dev.nordbox.appliance.manifest.Manifest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterCredentialsTest {
    private final InMemoryCluster cluster = new InMemoryCluster();

    @BeforeEach
    void aTokenInEachNamespace() throws Exception {
        cluster.create(object("Namespace", "", "other", Map.of()));
        for (String namespace : List.of("default", "other")) {
            cluster.create(
                    object("Secret", namespace, "vault", Map.of("data", Map.of("t", "eA=="))));
        }
    }

    @Test
    void aStoreOfANamespaceNamesNoOther() throws Exception {
        ClusterCredentials store = new ClusterCredentials(cluster, false, "default");

        assertThat(store.secret(token(Optional.empty()))).isEqualTo("x");
        assertThat(store.secret(token(Optional.of("default")))).isEqualTo("x");
        Optional<String> other = Optional.of("other");
        assertThatThrownBy(() -> store.secret(token(other)))
                .isInstanceOf(CannotSync.class)
                .hasMessageContaining("namespace other should either be empty or match");
        assertThatThrownBy(
                        () ->
                                store.token(
                                        new AccountRef("a", other, List.of()),
                                        Duration.ofMinutes(1)))
                .hasMessageContaining("namespace other");
        assertThatThrownBy(
                        () ->
                                store.authorities(
                                        new Authorities.Provided("Secret", "ca", "k", other)))
                .hasMessageContaining("namespace other");
    }

    @Test
    void aStoreOfTheClusterMay() throws Exception {
        ClusterCredentials store = new ClusterCredentials(cluster, true, "default");

        assertThat(store.secret(token(Optional.of("other")))).isEqualTo("x");
    }

    private static SecretRef token(Optional<String> namespace) {
        return new SecretRef("vault", "t", namespace);
    }

    private static Manifest object(
            String kind, String namespace, String name, Map<String, Object> fields) {
        Map<String, Object> content = new LinkedHashMap<>(fields);
        content.put("apiVersion", "v1");
        content.put("kind", kind);
        content.put(
                "metadata",
                namespace.isEmpty()
                        ? Map.of("name", name)
                        : Map.of("name", name, "namespace", namespace));
        return Manifest.of(content, "test");
    }
}
