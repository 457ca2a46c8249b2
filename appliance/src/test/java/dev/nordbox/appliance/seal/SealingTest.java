package dev.nordbox.appliance.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SealingTest {

    private final Sealing sealing = new Sealing(Vectors.keyB().certificate(), new SecureRandom());

    @Test
    void whatTheServerAndToolsLeftInTheSecretStaysBehind() throws Exception {
        Map<String, Object> secret =
                json(
                        """
                        {"apiVersion": "v1", "kind": "Secret", "type": "Opaque",
                         "metadata": {"name": "db", "namespace": "shop", "uid": "u",
                          "resourceVersion": "5", "creationTimestamp": null,
                          "ownerReferences": [{"name": "x"}], "managedFields": [{}],
                          "labels": {"app": "db"},
                          "annotations": {"note": "kept",
                           "kubectl.kubernetes.io/last-applied-configuration": "c4n4ry-1"}},
                         "data": {"password": "YzRuNHJ5LTI="}, "stringData": {"user": "c4n4ry-3"}}
                        """);

        Map<String, Object> sealed = sealing.seal(secret, Scope.STRICT);

        assertThat(Fields.map(sealed, "metadata"))
                .isEqualTo(Map.of("name", "db", "namespace", "shop"));
        assertThat(Fields.map(sealed, "spec", "template", "metadata"))
                .isEqualTo(
                        Map.of(
                                "name",
                                "db",
                                "namespace",
                                "shop",
                                "labels",
                                Map.of("app", "db"),
                                "annotations",
                                Map.of("note", "kept")));
        assertThat(Fields.map(sealed, "spec", "encryptedData"))
                .containsOnlyKeys("password", "user");
        assertThat(new String(Json.print(sealed), StandardCharsets.UTF_8))
                .doesNotContain("c4n4ry", "YzRuNHJ5");
    }

    @Test
    void theScopeStandsOnTheObjectAndInTheTemplate() throws Exception {
        Map<String, Object> secret =
                json(
                        """
                        {"apiVersion": "v1", "kind": "Secret",
                         "metadata": {"name": "db", "namespace": "shop", "annotations":
                          {"sealedsecrets.bitnami.com/namespace-wide": "true"}},
                         "stringData": {"a": "b"}}
                        """);

        Map<String, Object> sealed = sealing.seal(secret, Scope.CLUSTER_WIDE);

        Map<String, Object> wide = Map.of("sealedsecrets.bitnami.com/cluster-wide", "true");
        assertThat(Fields.map(sealed, "metadata", "annotations")).isEqualTo(wide);
        assertThat(Fields.map(sealed, "spec", "template", "metadata", "annotations"))
                .isEqualTo(wide);
        assertThat(Scope.of(sealed)).isEqualTo(Scope.CLUSTER_WIDE);
    }

    @Test
    void valuesThatAreNotBase64AreRefusedWithoutBeingQuoted() {
        Map<String, Object> secret =
                json(
                        """
                        {"metadata": {"name": "db", "namespace": "shop"},
                         "data": {"password": "hunter2!"}}
                        """);

        assertThatThrownBy(() -> sealing.seal(secret, Scope.STRICT))
                .isInstanceOf(SealingException.class)
                .hasMessageContaining("data.password is not base64")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void sealedAnewWithTheNewestKeyForTheSamePlaceOnly() throws Exception {
        Label label = new Label(Scope.STRICT, "shop", "db");
        SealingKey old = Vectors.keyB();
        SealingKey young =
                SealingKey.generate(
                        2048, old.certificate().notBefore().plusSeconds(60), new SecureRandom());
        byte[] value = "s3cr3t".getBytes(StandardCharsets.UTF_8);
        String before =
                SealedItem.seal(old.certificate(), label, value, new SecureRandom()).base64();
        Resealing resealing = new Resealing(new KeyRing(List.of(old, young)), new SecureRandom());

        Map<String, String> after = resealing.reseal(Map.of("password", before), label);

        assertThat(SealedItem.parse(after.get("password")).unseal(young, label)).hasValue(value);
        assertThat(resealing.keysOf(after, label))
                .isEqualTo(Map.of("password", young.fingerprint()));
        assertThat(resealing.reseal(after, label)).isEqualTo(after);
        Label wider = new Label(Scope.CLUSTER_WIDE, "shop", "db");
        assertThatThrownBy(() -> resealing.reseal(Map.of("password", before), wider))
                .isInstanceOf(SealingException.class)
                .hasMessage("password does not unseal here");
    }

    @Test
    void theFirstValueThatStaysShutDecides() {
        List<String> looked = new ArrayList<>();
        Map<String, String> items =
                new LinkedHashMap<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public Set<Map.Entry<String, String>> entrySet() {
                        Stream<Map.Entry<String, String>> entries =
                                Stream.of(Map.entry("one", "no"), Map.entry("two", "no"));
                        return new AbstractSet<>() {
                            @Override
                            public Iterator<Map.Entry<String, String>> iterator() {
                                return entries.peek(one -> looked.add(one.getKey())).iterator();
                            }

                            @Override
                            public int size() {
                                return 2;
                            }
                        };
                    }

                    @Override
                    public void forEach(BiConsumer<? super String, ? super String> action) {
                        entrySet().forEach(one -> action.accept(one.getKey(), one.getValue()));
                    }
                };
        Resealing resealing =
                new Resealing(new KeyRing(List.of(Vectors.keyB())), new SecureRandom());

        assertThatThrownBy(() -> resealing.keysOf(items, new Label(Scope.STRICT, "shop", "db")))
                .hasMessage("one does not unseal here");
        assertThat(looked).containsExactly("one");
    }

    private static Map<String, Object> json(String text) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
