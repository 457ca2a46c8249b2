package dev.nordbox.appliance.seal.control;

import static dev.nordbox.appliance.cluster.Manifests.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.HandClock;
import dev.nordbox.appliance.OverheardLog;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Mandate;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.cluster.Propagation;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.Scope;
import dev.nordbox.appliance.seal.Sealing;
import dev.nordbox.appliance.seal.SealingCertificate;
import dev.nordbox.appliance.seal.SealingKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the controller promises, on the fake and on a real API server. */
abstract class SealedSecretControllerContract extends SealingNamespace {

    private static final String CANARY = "c4n4ry-7d1e";

    @RegisterExtension final OverheardLog log = new OverheardLog(CANARY, base64(CANARY));

    private final List<SealedSecretController> started = new ArrayList<>();
    private final List<StoredKeys> told = new CopyOnWriteArrayList<>();
    private final List<Booked> booked = new CopyOnWriteArrayList<>();

    private record Booked(String action, ResourceKey object, String cause, String before) {}

    @BeforeAll
    static void waitLongEnough() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3)); // a busy machine is no failure
        Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
    }

    @AfterEach
    void stopAndForgetKeys() throws Exception {
        started.forEach(SealedSecretController::close);
        for (LiveObject key :
                cluster()
                        .list(
                                SealKinds.SECRET,
                                KeySecret.NAMESPACE,
                                Detail.METADATA,
                                secret -> KeySecret.isOne(secret.content()))) {
            cluster().delete(key.key(), key.uid(), Propagation.BACKGROUND);
        }
    }

    @Test
    void aSealedSecretBecomesASecretThatBelongsToIt() throws Exception {
        start();
        LiveObject sealed = create(seal("db", Map.of("password", CANARY)));

        await().until(() -> "True".equals(condition("db", "status")));

        LiveObject secret = secret("db").orElseThrow();
        assertThat(value(secret, "password")).isEqualTo(CANARY);
        Object owner = Fields.list(secret.content(), "metadata", "ownerReferences").get(0);
        assertThat(Fields.text(owner, "uid")).hasValue(sealed.uid());
        assertThat(Fields.at(owner, "controller")).hasValue(true);
        assertThat(condition("db", "message")).isEmpty();
        await().until(() -> events("db").contains("Normal Unsealed"));
        assertThat(everythingTold()).doesNotContain(CANARY);
    }

    @Test
    void everySecretThatIsWrittenIsBookedAndSoIsItsEndButNeverAValue() throws Exception {
        start();
        ResourceKey sealed = create(seal("db", Map.of("password", "first"))).key();
        await().until(() -> secret("db").isPresent());
        cluster()
                .patch(
                        SealKinds.secret(here, "db"),
                        ObjectPatch.merge(Map.of("metadata", Map.of("labels", Map.of("a", "b")))));

        patchSpec("db", seal("db", Map.of("password", CANARY)), "");
        await().until(() -> Optional.of(CANARY).equals(valueOf("db", "password")));
        cluster().delete(sealed, sealed("db").uid(), Propagation.BACKGROUND);
        await().until(() -> booked.stream().anyMatch(line -> line.action().equals("let go")));

        ResourceKey secret = SealKinds.secret(here, "db");
        assertThat(booked.stream().filter(line -> line.object().equals(secret)))
                .extracting(Booked::action)
                .containsExactly("unseal", "unseal anew", "let go");
        assertThat(booked)
                .contains(
                        new Booked("unseal", secret, sealed.toString(), ""),
                        new Booked("let go", secret, sealed + " is gone", ""))
                .filteredOn(line -> line.action().equals("make sealing key"))
                .hasSize(1)
                .allMatch(line -> line.cause().startsWith("the first key, fingerprint "));
        assertThat(booked.toString()).doesNotContain(CANARY, base64(CANARY), "first\"");
    }

    @Test
    void aChangedSealedSecretChangesTheSecretAndTakesKeysAway() throws Exception {
        start();
        create(seal("db", Map.of("old", "1", "kept", "1")));
        await().until(() -> secret("db").isPresent());

        patchSpec("db", seal("db", Map.of("new", "2", "kept", "2")), "old");

        await().until(() -> Optional.of("2").equals(valueOf("db", "new")));
        assertThat(Fields.map(secret("db").orElseThrow().content(), "data"))
                .containsOnlyKeys("new", "kept");
    }

    @Test
    void valuesThatWereSealedAnewLeaveTheSecretAlone() throws Exception {
        start();
        create(seal("db", Map.of("password", CANARY)));
        await().until(() -> secret("db").isPresent());
        String version = secret("db").orElseThrow().resourceVersion();
        String before = sealed("db").resourceVersion();

        patchSpec("db", seal("db", Map.of("password", CANARY)), "");
        create(seal("later", Map.of("a", "b")));

        await().until(() -> secret("later").isPresent());
        assertThat(sealed("db").resourceVersion()).isNotEqualTo(before);
        assertThat(secret("db").orElseThrow().resourceVersion()).isEqualTo(version);
    }

    @Test
    void aDeletedSecretComesBack() throws Exception {
        start();
        create(seal("db", Map.of("password", CANARY)));
        await().until(() -> secret("db").isPresent());
        LiveObject first = secret("db").orElseThrow();

        cluster().delete(first.key(), first.uid(), Propagation.BACKGROUND);

        await().until(() -> secret("db").filter(s -> !s.uid().equals(first.uid())).isPresent());
    }

    @Test
    void aSecretOfSomebodyElseIsLeftAloneUntilItIsGivenToUs() throws Exception {
        start();
        create(foreignSecret("db", Map.of("mine", "1"), Map.of()));
        create(seal("db", Map.of("password", CANARY)));

        await().until(() -> condition("db", "message").contains("is not managed by SealedSecret"));
        assertThat(valueOf("db", "mine")).hasValue("1");

        annotate("db", "sealedsecrets.bitnami.com/managed");

        await().until(() -> Optional.of(CANARY).equals(valueOf("db", "password")));
        await().until(() -> "True".equals(condition("db", "status")));
        assertThat(valueOf("db", "mine")).isEmpty();
        await().until(() -> events("db").contains("Warning ErrUpdateFailed"));
    }

    @Test
    void aSecretThatAsksToBePatchedKeepsWhatItHas() throws Exception {
        start();
        create(
                foreignSecret(
                        "db",
                        Map.of("mine", "1"),
                        Map.of("sealedsecrets.bitnami.com/patch", "true")));
        create(seal("db", Map.of("password", CANARY)));

        await().until(() -> Optional.of(CANARY).equals(valueOf("db", "password")));

        assertThat(valueOf("db", "mine")).hasValue("1");
        assertThat(Fields.list(secret("db").orElseThrow().content(), "metadata", "ownerReferences"))
                .isEmpty();
    }

    @Test
    void anImmutableSecretIsNotFoughtOver() throws Exception {
        start();
        Manifest immutable = seal("db", Map.of("password", "1"));
        Fields.map(immutable.content(), "spec", "template").put("immutable", true);
        create(immutable);
        await().until(() -> secret("db").isPresent());

        patchSpec("db", seal("db", Map.of("password", "2")), "");

        await().until(() -> condition("db", "message").contains("target Secret is immutable"));
        assertThat(valueOf("db", "password")).hasValue("1");
    }

    @Test
    void oneSealedForAnotherNamespaceIsToldWhereItBelongs() throws Exception {
        start();
        Map<String, Object> elsewhere = secretContent("db", Map.of("password", CANARY));
        Fields.map(elsewhere, "metadata").put("namespace", "default");
        Map<String, Object> sealed =
                new Sealing(certificate(), new SecureRandom()).seal(elsewhere, Scope.STRICT);
        Fields.map(sealed, "metadata").put("namespace", here);

        create(Manifest.of(sealed, "test"));

        await().until(
                        () ->
                                condition("db", "message")
                                        .contains("sealed for the Secret db in namespace default"));
        assertThat(condition("db", "status")).isEqualTo("False");
        await().until(() -> events("db").contains("Warning ErrUnsealFailed"));
        assertThat(secret("db")).isEmpty();
        assertThat(everythingTold()).doesNotContain(CANARY);
    }

    @Test
    void aTemplateThatIsIgnoredIsSaidInAConditionOfItsOwn() throws Exception {
        start();
        Manifest sealed = seal("db", Map.of("password", CANARY));
        Fields.map(sealed.content(), "spec", "template").put("data", Map.of("password", "plain"));

        create(sealed);

        await().until(() -> "True".equals(condition("db", "status")));
        List<Object> conditions = Fields.list(sealed("db").content(), "status", "conditions");
        assertThat(conditions).hasSize(2);
        assertThat(Fields.text(conditions.get(1), "type")).hasValue("TemplateIgnored");
        assertThat(valueOf("db", "password")).hasValue(CANARY);
    }

    @Test
    void whatASecretThatIsThereCannotBecomeIsSaidInTheSameCondition() throws Exception {
        start();
        create(seal("db", Map.of("password", CANARY)));
        await().until(() -> secret("db").isPresent());

        cluster()
                .patch(
                        SealKinds.sealedSecret(here, "db"),
                        ObjectPatch.merge(
                                Map.of("spec", Map.of("template", Map.of("immutable", true)))));

        await().until(
                        () ->
                                Fields.list(sealed("db").content(), "status", "conditions")
                                        .toString()
                                        .contains("spec.template.immutable is ignored"));
        assertThat(condition("db", "status")).isEqualTo("True");
        assertThat(Fields.at(secret("db").orElseThrow().content(), "immutable")).isEmpty();
    }

    @Test
    void aKeyThatCannotBeUsedIsToldAtTheStart() throws Exception {
        Manifest broken =
                KeySecret.of(
                        SealingKey.generate(2048, Instant.now(), new SecureRandom()),
                        KeySecret.PREFIX + "-broken");
        broken.content().put("data", Map.of("tls.key", base64("no key"), "tls.crt", base64("-")));
        cluster().create(broken);

        SealedSecretController controller = start();

        await().until(() -> log.heard().contains("sealing key cannot be used"));
        assertThat(log.heard()).contains(KeySecret.PREFIX + "-broken");
        assertThat(controller.keys().problems()).containsKey(KeySecret.PREFIX + "-broken");
    }

    @Test
    void aKeyThatIsBroughtIsUsedAtOnceAndHealsWhatFailed() throws Exception {
        SealedSecretController controller = start();
        SealingKey brought =
                SealingKey.generate(2048, Instant.now().minusSeconds(3600), new SecureRandom());
        create(seal("db", Map.of("password", CANARY), brought.certificate()));
        await().until(
                        () ->
                                condition("db", "message")
                                        .contains("sealed with a key this cluster never had"));
        assertThat(controller.foreign())
                .extracting(ResourceKey::namespace, ResourceKey::name)
                .containsExactly(tuple(here, "db"));

        cluster().create(KeySecret.of(brought, KeySecret.PREFIX + "-brought"));

        await().until(() -> "True".equals(condition("db", "status")));
        assertThat(valueOf("db", "password")).hasValue(CANARY);
        assertThat(controller.foreign()).isEmpty();
        assertThat(controller.ring().current().orElseThrow().fingerprint())
                .isNotEqualTo(brought.fingerprint()); // its certificate is older
    }

    @Test
    void aCompromisedKeyIsOutOfUseWithoutARestart() throws Exception {
        SealedSecretController controller = start();
        ResourceKey first =
                SealKinds.secret(KeySecret.NAMESPACE, controller.keys().usable().get(0).name());
        String fingerprint = controller.ring().current().orElseThrow().fingerprint();
        SealingCertificate certificate = certificate();

        cluster()
                .patch(
                        first,
                        ObjectPatch.merge(
                                Map.of(
                                        "metadata",
                                        Map.of("labels", Map.of(KeySecret.LABEL, "compromised")))));

        await().until(
                        () ->
                                controller.ring().current().isPresent()
                                        && !controller
                                                .ring()
                                                .current()
                                                .get()
                                                .fingerprint()
                                                .equals(fingerprint));
        assertThat(controller.ring().keys()).hasSize(1);
        create(seal("late", Map.of("password", CANARY), certificate));
        await().until(
                        () ->
                                condition("late", "message")
                                        .contains(
                                                fingerprint
                                                        + ", which this cluster has put out of use"));
    }

    @Test
    void aKeyInAnotherNamespaceIsNamedToWhoeverMissesIt() throws Exception {
        SealedSecretController controller = start();
        SealingKey misplaced =
                SealingKey.generate(2048, Instant.now().minusSeconds(3600), new SecureRandom());
        Map<String, Object> content =
                new LinkedHashMap<>(KeySecret.of(misplaced, "their-key").content());
        content.put(
                "metadata",
                Map.of(
                        "name",
                        "their-key",
                        "namespace",
                        here,
                        "labels",
                        Map.of(KeySecret.LABEL, KeySecret.ACTIVE)));
        LiveObject key = cluster().create(Manifest.of(content, "test"));

        create(seal("db", Map.of("password", CANARY), misplaced.certificate()));

        await().until(
                        () ->
                                condition("db", "message")
                                        .contains(
                                                "sealed with the key that lies in "
                                                        + here
                                                        + "/their-key"));
        assertThat(fingerprints(controller)).doesNotContain(misplaced.fingerprint());
        assertThat(secret("db")).isEmpty();
        cluster().delete(key.key(), key.uid(), Propagation.BACKGROUND);
    }

    @Test
    void whileBitnamisControllerRunsItsObjectsAndKeysAreLeftAlone() throws Exception {
        LiveObject deployment = cluster().create(bitnami(1));
        SealedSecretController controller = controller();
        controller.start();
        await().until(() -> events("sealed-secrets").contains("Normal StandingBack"));
        assertThat(controller.ring().keys()).isEmpty();
        SealingKey theirs = SealingKey.generate(2048, Instant.now(), new SecureRandom());
        cluster().create(KeySecret.of(theirs, KeySecret.PREFIX + "theirs"));
        create(seal("db", Map.of("password", CANARY), theirs.certificate()));
        await().until(() -> controller.knows(SealKinds.sealedSecret(here, "db")));
        await().until(() -> controller.keys().names().equals(List.of(KeySecret.PREFIX + "theirs")));
        assertThat(secret("db")).isEmpty();
        assertThat(condition("db", "status")).isEmpty();

        cluster().delete(deployment.key(), deployment.uid(), Propagation.BACKGROUND);

        await().until(() -> "True".equals(condition("db", "status")));
        assertThat(secret("db")).isPresent();
        assertThat(controller.keys().names()).as("no other was made").hasSize(1);
    }

    @Test
    void oneThatIsScaledDownIsNotInTheWay() throws Exception {
        LiveObject deployment = cluster().create(bitnami(0));

        SealedSecretController controller = start();

        assertThat(controller.ring().keys()).hasSize(1);
        cluster().delete(deployment.key(), deployment.uid(), Propagation.BACKGROUND);
    }

    @Test
    void aControllerThatRunsMakesTheNextKeyWhenItIsTime() throws Exception {
        HandClock clock = new HandClock(Instant.now());
        Instant made = clock.instant().minus(KeyPolicy.RENEW_EVERY).plusSeconds(2);
        SealingKey key = SealingKey.generate(2048, made, new SecureRandom());
        cluster().create(KeySecret.of(key, KeySecret.PREFIX + "-due-soon"));
        SealedSecretController controller = controller(clock);
        controller.start();
        await().until(() -> controller.ring().current().isPresent());
        create(seal("db", Map.of("password", CANARY)));
        await().until(() -> secret("db").isPresent());
        LiveObject secret = secret("db").orElseThrow();
        cluster().delete(secret.key(), secret.uid(), Propagation.BACKGROUND);
        await().until(() -> secret("db").isPresent()); // it hears of all, and has no other cause
        assertThat(fingerprints(controller)).containsExactly(key.fingerprint());

        clock.passes(Duration.ofSeconds(2));

        await().until(() -> fingerprints(controller).size() == 2);
        assertThat(controller.ring().current().orElseThrow().fingerprint())
                .isNotEqualTo(key.fingerprint());
        assertThat(booked)
                .filteredOn(line -> line.action().equals("make sealing key"))
                .singleElement()
                .matches(line -> line.cause().startsWith("renewal, fingerprint "));
    }

    @Test
    void twoControllersMakeOneKeyAndSeeEachOthers() throws Exception {
        SealedSecretController one = start();
        SealedSecretController other = start();

        await().until(() -> fingerprints(one).equals(fingerprints(other)));

        assertThat(one.keys().names()).hasSize(1);
        new KeyStore(cluster(), POLICY, in31Days(), new SecureRandom(), WriteBook.NONE).current();
        await().until(() -> fingerprints(one).size() == 2 && fingerprints(other).size() == 2);
    }

    private static Clock in31Days() {
        return Clock.offset(Clock.systemUTC(), Duration.ofDays(31));
    }

    @Test
    void whoeverWatchesIsToldOfTheFirstKeyAndOfEachNewOne() throws Exception {
        SealedSecretController controller = start();
        await().until(() -> !told.isEmpty());
        assertThat(told).hasSize(1);

        SealingKey brought = SealingKey.generate(2048, Instant.now(), new SecureRandom());
        new KeyStore(cluster(), POLICY, Clock.systemUTC(), new SecureRandom(), WriteBook.NONE)
                .bring(brought);

        await().until(() -> fingerprints(controller).contains(brought.fingerprint()));
        await().until(
                        () ->
                                told.get(told.size() - 1).usable().stream()
                                        .anyMatch(
                                                stored ->
                                                        stored.key()
                                                                .fingerprint()
                                                                .equals(brought.fingerprint())));
    }

    @Test
    void aSecondStartWritesNothing() throws Exception {
        start();
        create(seal("db", Map.of("password", CANARY)));
        await().until(() -> "True".equals(condition("db", "status")));
        started.get(0).close();
        String secret = secret("db").orElseThrow().resourceVersion();
        String sealed = sealed("db").resourceVersion();

        start();
        create(seal("later", Map.of("a", "b")));
        await().until(() -> secret("later").isPresent());

        assertThat(secret("db").orElseThrow().resourceVersion()).isEqualTo(secret);
        assertThat(sealed("db").resourceVersion()).isEqualTo(sealed);
    }

    private SealedSecretController controller() {
        return controller(Clock.systemUTC());
    }

    private SealedSecretController controller(Clock clock) {
        SealedSecretController controller =
                controller(
                        Mandate.ALWAYS,
                        told::add,
                        (action, object, cause, before) ->
                                booked.add(new Booked(action, object, cause, before)),
                        clock);
        started.add(controller);
        return controller;
    }

    private SealedSecretController start() {
        SealedSecretController controller = controller();
        controller.start();
        await().until(() -> controller.ring().current().isPresent());
        await().until(() -> cluster().servedKinds().find(SealKinds.SEALED_SECRET).isPresent());
        return controller;
    }

    private static List<String> fingerprints(SealedSecretController controller) {
        return controller.ring().keys().stream().map(SealingKey::fingerprint).toList();
    }

    @Override
    SealingCertificate certificate() {
        return started.get(started.size() - 1).ring().current().orElseThrow().certificate();
    }
}
