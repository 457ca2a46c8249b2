package dev.nordbox.appliance.seal.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.seal.Label;
import dev.nordbox.appliance.seal.Scope;
import dev.nordbox.appliance.seal.SealedItem;
import dev.nordbox.appliance.seal.SealedItems;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.appliance.seal.Vectors;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnBoxDeskTest {
    private static final Label PLACE = new Label(Scope.STRICT, "shop", "db");

    private final InMemoryCluster cluster = new InMemoryCluster();
    private final OnBoxDesk desk = new OnBoxDesk(cluster, Clock.systemUTC(), new SecureRandom());

    @Test
    void preparingTwiceMakesOneKeyOf4096Bits() throws Exception {
        Map<String, Object> first = desk.answer(Map.of("op", "prepare"));
        Map<String, Object> again = desk.answer(Map.of("op", "prepare"));

        assertThat(Fields.list(first, "keys")).hasSize(1);
        assertThat(again).isEqualTo(first);
        StoredKeys stored =
                new KeyStore(
                                cluster,
                                new KeyPolicy(
                                        4096, KeyPolicy.RENEW_EVERY, java.util.Optional.empty()),
                                Clock.systemUTC(),
                                new SecureRandom(),
                                WriteBook.NONE)
                        .read();
        SealingKey key = stored.usable().get(0).key();
        assertThat(key.certificate().publicKey().getModulus().bitLength()).isEqualTo(4096);
        assertThat(stored.usable().get(0).name()).startsWith("sealed-secrets-key").hasSize(23);
    }

    @Test
    void anOfferedKeyIsTheFirstOneAndNoneBesideOneThatIsThere() throws Exception {
        Map<String, Object> offer = Map.of("op", "prepare", "key", Vectors.keyA().privatePem());
        Map<String, Object> other = Map.of("op", "prepare", "key", Vectors.keyB().privatePem());

        Map<String, Object> first = desk.answer(offer);

        assertThat(desk.answer(other)).isEqualTo(first);
        String name = cluster.writes().get(0).replaceFirst(".*/", "");
        SealingKey stored = KeySecret.read(cluster.content(SealKinds.secret("kube-system", name)));
        assertThat(stored.privatePem()).isEqualTo(Vectors.keyA().privatePem());
        assertThat(stored.certificate().notAfter()).isAfter(Instant.now());
        assertThat(cluster.writes()).hasSize(1);
    }

    @Test
    void aServerThatIsSilentForAWhileIsAskedAgain() throws Exception {
        AtomicInteger silences = new AtomicInteger(3);
        cluster.failWith(
                request -> {
                    if (silences.getAndDecrement() > 0) {
                        throw new ApiUnavailable("no answer");
                    }
                });

        Map<String, Object> answer =
                OnBoxDesk.patiently(
                        () -> desk.answer(Map.of("op", "keys")),
                        silence -> true,
                        Clock.systemUTC(),
                        Duration.ZERO);

        assertThat(Fields.list(answer, "keys")).isEmpty();
        assertThat(silences.get()).isNegative();
    }

    @Test
    void aPersonWaitsForABusyServerAndForNoneThatIsNotThere() {
        ApiUnavailable slow = new ApiUnavailable("slow", new HttpTimeoutException("timed out"));
        ApiUnavailable gone = new ApiUnavailable("gone", new ConnectException());

        assertThat(OnBoxDesk.isBusy(slow)).isTrue();
        assertThat(OnBoxDesk.isBusy(gone)).isFalse();
        assertThatThrownBy(
                        () ->
                                OnBoxDesk.patiently(
                                        () -> {
                                            throw gone;
                                        },
                                        OnBoxDesk::isBusy,
                                        Clock.systemUTC(),
                                        Duration.ZERO))
                .isSameAs(gone);
    }

    @Test
    void aBroughtKeyIsStoredOnceAsBitnamiKeepsIt() throws Exception {
        bring(Vectors.keyA());
        bring(Vectors.keyA());

        assertThat(cluster.writes()).hasSize(1);
        String name = cluster.writes().get(0).replaceFirst(".*/", "");
        Map<String, Object> secret = cluster.content(SealKinds.secret("kube-system", name));
        assertThat(secret).containsEntry("type", "kubernetes.io/tls");
        assertThat(Fields.text(secret, "metadata", "labels", KeySecret.LABEL)).hasValue("active");
        assertThat(KeySecret.read(secret).fingerprint()).isEqualTo(Vectors.keyA().fingerprint());
        assertThat(Fields.list(desk.answer(Map.of("op", "prepare")), "keys")).hasSize(1);
    }

    @Test
    void aKeyThatIsOutOfUseIsNotBroughtAgain() throws Exception {
        bring(Vectors.keyA());
        String name = cluster.writes().get(0).replaceFirst(".*/", "");
        cluster.patch(
                SealKinds.secret(KeySecret.NAMESPACE, name),
                ObjectPatch.merge(
                        Map.of(
                                "metadata",
                                Map.of("labels", Map.of(KeySecret.LABEL, "compromised")))));
        int writes = cluster.writes().size();

        bring(Vectors.keyA());

        assertThat(cluster.writes()).hasSize(writes);
        assertThat(Fields.list(desk.answer(Map.of("op", "keys")), "keys")).isEmpty();
    }

    @Test
    void aKeyThatLostItsLabelIsInNobodysWay() throws Exception {
        desk.answer(Map.of("op", "prepare", "key", Vectors.keyA().privatePem()));
        String name = cluster.writes().get(0).replaceFirst(".*/", "");
        Map<String, Object> none = new LinkedHashMap<>();
        none.put(KeySecret.LABEL, null);
        cluster.patch(
                SealKinds.secret(KeySecret.NAMESPACE, name),
                ObjectPatch.merge(Map.of("metadata", Map.of("labels", none))));

        Map<String, Object> answer =
                desk.answer(Map.of("op", "renew", "key", Vectors.keyB().privatePem()));

        assertThat(Fields.list(answer, "keys")).hasSize(1);
        bring(Vectors.keyA());
        assertThat(Fields.list(desk.answer(Map.of("op", "keys")), "keys")).hasSize(2);
    }

    @Test
    void anotherKeyIsMadeWheneverItIsAskedForAndSeals() throws Exception {
        bring(Vectors.keyA());

        Map<String, Object> answer =
                desk.answer(Map.of("op", "renew", "key", Vectors.keyB().privatePem()));

        assertThat(Fields.list(answer, "keys")).hasSize(2);
        assertThat(Fields.text(Fields.list(answer, "keys").get(0), "notBefore").orElseThrow())
                .startsWith(LocalDate.now(ZoneOffset.UTC).toString());
        assertThat(Fields.list(desk.answer(Map.of("op", "renew")), "keys")).hasSize(3);
    }

    @Test
    void valuesAreSealedAnewAndNoPlaintextIsAnswered() throws Exception {
        bring(Vectors.keyB());
        desk.answer(Map.of("op", "prepare"));
        String sealed =
                SealedItem.seal(
                                Vectors.keyB().certificate(),
                                PLACE,
                                "c4n4ry".getBytes(StandardCharsets.UTF_8),
                                new SecureRandom())
                        .base64();
        SealingKey newest =
                SealingKey.generate(
                        2048,
                        Vectors.keyB().certificate().notBefore().plusSeconds(9),
                        new SecureRandom());
        bring(newest);

        Map<String, Object> answer =
                desk.answer(
                        Map.of(
                                "op",
                                "reseal",
                                "objects",
                                List.of(
                                        new SealedItems(PLACE, Map.of("password", sealed))
                                                .toJson())));

        String text = new String(Json.print(answer), StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("c4n4ry", sealed);
        assertThat(Fields.map(Fields.list(answer, "objects").get(0), "items"))
                .containsOnlyKeys("password");
    }

    @Test
    void keysTellsOfTheSecretsThatHoldThemAlsoOfBrokenAndIdleOnes() throws Exception {
        bring(Vectors.keyA());
        String brought = cluster.writes().get(0).replaceFirst(".*/", "");
        Manifest burnt = KeySecret.of(Vectors.keyB(), "burnt");
        Fields.map(burnt.content(), "metadata")
                .put("labels", Map.of(KeySecret.LABEL, "compromised"));
        cluster.create(burnt);
        Manifest broken = KeySecret.of(Vectors.keyB(), "broken");
        broken.content().put("data", Map.of());
        cluster.create(broken);

        Map<String, Object> answer = desk.answer(Map.of("op", "keys"));

        assertThat(Fields.list(answer, "keys")).hasSize(1);
        assertThat(Fields.list(answer, "secrets"))
                .containsExactly(
                        state("broken", "", "active", "it has no data.tls.key"),
                        state("burnt", Vectors.keyB().fingerprint(), "compromised", ""),
                        state(brought, Vectors.keyA().fingerprint(), "active", ""));
    }

    @Test
    void whatTheClusterHasTellsWhereAValueBelongs() throws Exception {
        bring(Vectors.keyA());
        cluster.create(
                Manifest.of(
                        Map.of(
                                "apiVersion", "v1",
                                "kind", "Namespace",
                                "metadata", Map.of("name", "shop")),
                        "test"));
        String sealed =
                SealedItem.seal(
                                Vectors.keyA().certificate(),
                                PLACE,
                                new byte[] {1},
                                new SecureRandom())
                        .base64();
        SealedItems copied =
                new SealedItems(new Label(Scope.STRICT, "blog", "db"), Map.of("password", sealed));
        SealedItems nameless =
                new SealedItems(new Label(Scope.STRICT, "", "db"), Map.of("password", sealed));

        List<Object> answers =
                Fields.list(
                        desk.answer(
                                Map.of(
                                        "op",
                                        "inspect",
                                        "objects",
                                        List.of(copied.toJson(), nameless.toJson()))),
                        "objects");

        assertThat(Fields.text(answers.get(0), "problems", "password").orElseThrow())
                .startsWith(
                        "sealed for the Secret db in namespace shop, and not for the Secret db");
        assertThat(Fields.map(answers.get(1), "problems")).isEmpty();
        assertThat(Fields.map(answers.get(1), "place"))
                .isEqualTo(Map.of("namespace", "shop", "name", "db"));
    }

    private static Map<String, Object> state(
            String secret, String fingerprint, String label, String problem) {
        return new KeyState(secret, fingerprint, label, problem).toJson();
    }

    @Test
    void whatIsNotAskedForIsRefused() {
        assertThatThrownBy(() -> desk.answer(Map.of("op", "unseal")))
                .isInstanceOf(SealingException.class)
                .hasMessageContaining("unknown request");
    }

    private void bring(SealingKey key) throws Exception {
        desk.answer(
                Map.of(
                        "op",
                        "bring",
                        "keys",
                        List.of(
                                Map.of(
                                        "key", key.privatePem(),
                                        "cert", key.certificate().pem()))));
    }
}
