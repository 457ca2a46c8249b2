package dev.nordbox.appliance.seal.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As {@code updateSecret} of sealed-secrets 0.40.0 does it. */
class SecretUpdateTest {
    private static final String PREFIX = "sealedsecrets.bitnami.com/";
    private static final String UID = "uid-of-the-sealed-secret";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // annotated, template annotated, owners after, whether what is foreign stays
                "-, -, sealed, false",
                "managed, -, sealed, false",
                "patch, -, theirs, true",
                "managed patch, -, sealed, true",
                "patch, managed, sealed, true"
            })
    void itsAnnotationsSayWhatAnExistingSecretKeepsAndWhoOwnsIt(
            String annotated, String template, String owner, boolean foreignStays) {
        String before = annotated == null ? "sealed" : "theirs"; // or it would be refused
        LiveObject live = live(annotations(annotated, "their-note"), before);
        Map<String, Object> wanted = secret(annotations(template, "our-note"), "our", "sealed");
        SecretUpdate update = new SecretUpdate(live, wanted);

        Map<String, Object> after = update.replacement().orElseThrow();

        assertThat(update.refusal(UID)).isEmpty();
        assertThat(owners(after)).containsExactly(owner);
        assertThat(Fields.map(after, "data")).containsEntry("shared", "our-value");
        assertThat(keys(after, "data"))
                .isEqualTo(both("shared", "our-key", "their-key", foreignStays));
        assertThat(keys(after, "metadata", "labels"))
                .isEqualTo(both("shared", "our-label", "their-label", foreignStays));
        assertThat(keys(after, "metadata", "annotations"))
                .contains("our-note")
                .satisfies(all -> assertThat(all.contains("their-note")).isEqualTo(foreignStays));
        assertThat(Fields.text(after, "metadata", "resourceVersion")).hasValue("7");
        assertThat(new SecretUpdate(new LiveObject(live.key(), "v1", after), wanted).replacement())
                .as("what is there is as wanted")
                .isEmpty();
    }

    @Test
    void withoutAnnotationAndOwnerItIsRefused() {
        LiveObject live = live(annotations(null, "their-note"), "theirs");
        SecretUpdate update =
                new SecretUpdate(live, secret(annotations("managed", "our-note"), "our", "sealed"));

        assertThat(update.refusal(UID)).get().asString().contains("is not managed by SealedSecret");
    }

    private static LiveObject live(Map<String, Object> annotations, String owner) {
        Map<String, Object> content = secret(annotations, "their", owner);
        Fields.map(content, "metadata").put("resourceVersion", "7");
        return new LiveObject(SealKinds.secret("shop", "db"), "v1", content);
    }

    private static Map<String, Object> secret(
            Map<String, Object> annotations, String whose, String owner) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", "db");
        metadata.put("namespace", "shop");
        metadata.put("labels", Map.of("shared", whose, whose + "-label", "x"));
        metadata.put("annotations", annotations);
        String uid = owner.equals("sealed") ? UID : "uid-of-somebody-else";
        metadata.put(
                "ownerReferences", List.of(Map.of("name", owner, "uid", uid, "controller", true)));
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", "v1");
        content.put("kind", "Secret");
        content.put("type", "Opaque");
        content.put("metadata", metadata);
        content.put("data", Map.of("shared", whose + "-value", whose + "-key", "x"));
        return content;
    }

    private static Map<String, Object> annotations(String words, String note) {
        Map<String, Object> annotations = new LinkedHashMap<>(Map.of(note, "x"));
        for (String word : words == null ? new String[0] : words.split(" ")) {
            annotations.put(PREFIX + word, "true");
        }
        return annotations;
    }

    private static List<String> owners(Map<String, Object> secret) {
        return Fields.list(secret, "metadata", "ownerReferences").stream()
                .map(owner -> Fields.text(owner, "name").orElseThrow())
                .toList();
    }

    private static Set<String> keys(Map<String, Object> secret, String... path) {
        return new TreeSet<>(Fields.map(secret, path).keySet());
    }

    private static Set<String> both(String shared, String ours, String theirs, boolean stays) {
        return new TreeSet<>(stays ? Set.of(shared, ours, theirs) : Set.of(shared, ours));
    }
}
