package dev.nordbox.appliance.seal.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.cluster.ApiRefused;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.cluster.Mandate;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.seal.SealingCertificate;
import dev.nordbox.appliance.seal.SealingKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When it is told how unsealing went. */
class SealedSecretReportsTest extends SealingNamespace {

    private static final int MANY = 40;
    private final InMemoryCluster cluster = new InMemoryCluster();
    private final SealingKey key = SealingKey.generate(2048, Instant.now(), new SecureRandom());
    private final List<SealedSecretController> started = new ArrayList<>();

    @BeforeAll
    static void waitLongEnough() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3)); // a busy machine is no failure
    }

    @BeforeEach
    void manySealedSecretsThatNobodyHasLookedAt() throws Exception {
        SealedSecretDefinition.bring(cluster, WriteBook.NONE);
        new KeyStore(cluster, POLICY, Clock.systemUTC(), new SecureRandom(), WriteBook.NONE)
                .bring(key);
        for (int i = 0; i < MANY; i++) {
            create(seal("db-" + i, Map.of("password", "x")));
        }
        cluster.forgetWrites();
    }

    @AfterEach
    void stop() {
        started.forEach(SealedSecretController::close);
    }

    @Test
    void allSecretsAreThereBeforeTheFirstReport() {
        start();
        await().until(() -> told() == MANY);

        List<String> writes = cluster.writes();
        String secret = "create " + SealKinds.secret(here, "");
        assertThat(writes.subList(0, MANY)).allMatch(write -> write.startsWith(secret));
    }

    @Test
    void whatAControllerThatIsKilledHasNotToldIsToldByTheNextOne() {
        cluster.failWith(
                request -> {
                    if (request.startsWith("patch ")) {
                        throw new ApiUnavailable("the API server: Connection refused");
                    }
                });
        start();
        await().until(() -> secret("db-" + (MANY - 1)).isPresent());
        started.get(0).close();
        assertThat(told()).isZero();
        cluster.failWith(request -> {});

        start();

        await().until(() -> told() == MANY);
        assertThat(cluster.writes().stream().filter(write -> write.startsWith("replace ")))
                .as("the Secrets are as they shall be")
                .isEmpty();
    }

    @Test
    void aFailureThatHasPassedIsNotTold() throws Exception {
        start();
        await().until(() -> told() == MANY && started.get(0).isIdle());
        started.get(0).close();
        AtomicInteger refused = new AtomicInteger();
        cluster.failWith(
                request -> {
                    if (request.equals("get " + SealKinds.secret(here, "db-0"))
                            && refused.getAndIncrement() == 0) {
                        throw new ApiRefused(403, "Forbidden", "not now");
                    }
                });

        start();
        await().until(() -> refused.get() > 1 && started.get(1).isIdle());

        assertThat(condition("db-0", "status")).isEqualTo("True");
        assertThat(events("db-0")).hasSize(1);
    }

    private long told() {
        return cluster.writes().stream()
                .filter(write -> write.startsWith("patch " + SealKinds.sealedSecret(here, "")))
                .count();
    }

    private void start() {
        SealedSecretController controller = controller(Mandate.ALWAYS, keys -> {}, WriteBook.NONE);
        started.add(controller);
        controller.start();
    }

    @Override
    Cluster cluster() {
        return cluster;
    }

    @Override
    SealingCertificate certificate() {
        return key.certificate();
    }
}
