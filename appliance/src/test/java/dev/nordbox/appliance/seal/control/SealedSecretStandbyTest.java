package dev.nordbox.appliance.seal.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.HandMandate;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.cluster.LiveObject;
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
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two controllers on one cluster, of which one at a time has the mandate. */
class SealedSecretStandbyTest extends SealingNamespace {

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final HandMandate mandate = new HandMandate(false);
    private final List<SealedSecretController> started = new ArrayList<>();
    private SealingKey key = SealingKey.generate(2048, Instant.now(), new SecureRandom());

    @BeforeAll
    static void waitLongEnough() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3)); // a busy machine is no failure
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }

    @BeforeEach
    void definition() throws Exception {
        SealedSecretDefinition.bring(cluster, WriteBook.NONE);
    }

    @AfterEach
    void stop() {
        started.forEach(SealedSecretController::close);
    }

    @Test
    void whoWaitsReadsTheKeysAndWritesNothingUntilItTakesOver() throws Exception {
        bring(key);
        SealedSecretController waiting = start(mandate);
        await().until(() -> waiting.ring().current().isPresent());
        create(seal("db", Map.of("password", "x")));
        await().until(() -> waiting.knows(SealKinds.sealedSecret(here, "db")));
        cluster.forgetWrites();
        quiet(waiting);
        assertThat(cluster.writes()).isEmpty();

        mandate.take();

        await().until(() -> "True".equals(condition("db", "status")));
        assertThat(valueOf("db", "password")).hasValue("x");
    }

    @Test
    void bitnamisControllerIsLookedForAndToldWhenTheMandateIsTaken() throws Exception {
        cluster.create(bitnami(1));
        bring(key);
        SealedSecretController waiting = start(mandate);
        create(seal("db", Map.of("password", "x")));
        await().until(() -> waiting.knows(SealKinds.sealedSecret(here, "db")));
        quiet(waiting);
        assertThat(cluster.requests()).noneMatch(request -> request.startsWith("list Deployment"));

        mandate.take();

        await().until(() -> events("sealed-secrets").contains("Normal StandingBack"));
        assertThat(waiting.ring().keys()).isEmpty();
        quiet(waiting);
        assertThat(secret("db")).isEmpty();
    }

    @Test
    void whoHasLostTheMandateNeitherChangesNorBringsBackASecret() throws Exception {
        mandate.take();
        bring(key);
        SealedSecretController stale = start(mandate);
        create(seal("db", Map.of("password", "old")));
        create(seal("gone", Map.of("password", "old")));
        await().until(() -> "True".equals(condition("db", "status")));
        await().until(() -> "True".equals(condition("gone", "status")));
        await().until(() -> !events("db").isEmpty() && !events("gone").isEmpty());

        mandate.lose();
        patchSpec("db", seal("db", Map.of("password", "new")), "");
        LiveObject secret = secret("gone").orElseThrow();
        cluster.remove(secret.key());
        cluster.forgetWrites();
        quiet(stale);

        assertThat(cluster.writes()).isEmpty();
        mandate.take();
        await().until(() -> Optional.of("new").equals(valueOf("db", "password")));
        await().until(() -> secret("gone").isPresent());
    }

    @Test
    void aMandateThatIsLostInTheMiddleOfALookIsLostBeforeItsWrite() throws Exception {
        mandate.take();
        bring(key);
        SealedSecretController stale = start(mandate);
        create(seal("db", Map.of("password", "old")));
        await().until(() -> !events("db").isEmpty());
        cluster.forgetWrites();
        String asked = "get " + SealKinds.secret(here, "db");
        cluster.failWith(
                request -> {
                    if (request.equals(asked)) {
                        mandate.lose();
                    }
                });

        patchSpec("db", seal("db", Map.of("password", "new")), "");
        await().until(() -> cluster.requests().contains(asked));
        cluster.failWith(request -> {});
        quiet(stale);

        assertThat(cluster.writes()).containsExactly("patch " + SealKinds.sealedSecret(here, "db"));
        assertThat(valueOf("db", "password")).hasValue("old");
    }

    @Test
    void ofTwoControllersTheOneWithTheMandateMakesTheKeyThatIsDue() throws Exception {
        Instant longAgo = Instant.now().minus(Duration.ofDays(40));
        key = SealingKey.generate(2048, longAgo, new SecureRandom());
        bring(key);
        HandMandate others = new HandMandate(false);

        SealedSecretController other = start(others);
        await().until(() -> other.ring().keys().size() == 1);
        quiet(other);
        assertThat(keySecrets()).as("it is due, and not the other's to make").isEqualTo(1);
        mandate.take();
        SealedSecretController one = start(mandate);
        await().until(() -> one.ring().keys().size() == 2 && other.ring().keys().size() == 2);
        mandate.lose();
        others.take();
        create(seal("db", Map.of("password", "x"), newest(one)));
        await().until(() -> "True".equals(condition("db", "status")));

        assertThat(keySecrets()).isEqualTo(2);
    }

    /** What was to be done has been done, or left. */
    private static void quiet(SealedSecretController controller) {
        await().until(controller::isIdle);
    }

    private static SealingCertificate newest(SealedSecretController controller) {
        return controller.ring().current().orElseThrow().certificate();
    }

    private long keySecrets() throws Exception {
        return cluster.list(
                        SealKinds.SECRET,
                        KeySecret.NAMESPACE,
                        Detail.METADATA,
                        secret -> KeySecret.isOne(secret.content()))
                .size();
    }

    private void bring(SealingKey brought) throws Exception {
        new KeyStore(cluster, POLICY, Clock.systemUTC(), new SecureRandom(), WriteBook.NONE)
                .bring(brought);
    }

    private SealedSecretController start(HandMandate with) {
        SealedSecretController controller = controller(with, keys -> {}, WriteBook.NONE);
        started.add(controller);
        controller.start();
        return controller;
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
