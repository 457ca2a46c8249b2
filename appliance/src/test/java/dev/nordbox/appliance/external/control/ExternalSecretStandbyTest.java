package dev.nordbox.appliance.external.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.HandMandate;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A controller that does not have the mandate, or has it no more. */
class ExternalSecretStandbyTest extends ExternalNamespace {
    private static final String PASSWORD =
            "data: [{secretKey: password, remoteRef: {key: db, property: password}}]\n";

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final HandMandate held = new HandMandate(false);

    @BeforeAll
    static void waitLongEnough() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3)); // a busy machine is no failure
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }

    @BeforeEach
    void ofAnother() {
        mandate = held;
    }

    @Test
    void whoWaitsAsksNoVaultAndWritesNothingUntilItTakesOver() throws Exception {
        vault.put("db", Map.of("password", "one"));
        store();
        external("db", PASSWORD);
        cluster.forgetWrites();
        List<String> before = vault.requests();

        start();
        await().until(() -> cluster.watched().contains(ExternalKinds.SECRET) && idle());
        assertThat(cluster.writes()).isEmpty();
        assertThat(vault.requests()).isEqualTo(before);

        held.take();
        await().until(() -> reason("db").equals("True SecretSynced"));
        assertThat(has("db", "password", "one")).isTrue();
    }

    @Test
    void whoHasLostTheMandateNeitherChangesNorDeletesASecret() throws Exception {
        held.take();
        vault.put("db", Map.of("password", "one"));
        vault.put("gone", Map.of("password", "one"));
        store();
        start();
        external("db", PASSWORD);
        external(
                "gone",
                PASSWORD.replace("key: db", "key: gone") + "target: {deletionPolicy: Delete}\n");
        await().until(() -> reason("db").equals("True SecretSynced"));
        await().until(() -> reason("gone").equals("True SecretSynced"));
        await().until(this::idle);

        held.lose();
        vault.put("db", Map.of("password", "two"));
        vault.delete("gone");
        change("ExternalSecret", "db", "metadata: {annotations: {force-sync: 'x1'}}");
        change("ExternalSecret", "gone", "metadata: {annotations: {force-sync: 'x1'}}");
        cluster.forgetWrites();
        await().until(this::idle);

        assertThat(cluster.writes()).isEmpty();
        assertThat(has("db", "password", "one")).isTrue();
        held.take();
        await().until(() -> has("db", "password", "two") && secret("gone").isEmpty());
    }

    @Override
    Cluster cluster() {
        return cluster;
    }
}
