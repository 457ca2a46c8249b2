package dev.nordbox.appliance.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whose fields become ours, and whose stay. */
class AdoptionTest {

    private static final Map<String, Object> STATUS =
            Map.of("f:status", Map.of("f:history", Map.of()), "f:operation", Map.of());
    private static final Map<String, Object> SPEC = Map.of("f:spec", Map.of("f:project", Map.of()));

    @Test
    void theStatusOfAnApplicationStaysWithArgoCd() {
        Map<String, Object> both = new TreeMap<>(STATUS);
        both.putAll(SPEC);

        Map<String, Object> after = adopted("Application", "argoproj.io/v1alpha1", both);

        assertThat(after)
                .containsEntry("argocd-application-controller", STATUS)
                .containsEntry("nordbox", SPEC);
    }

    @Test
    void anApplicationOfWhichTheyHaveTheStatusAloneIsOursAlready() {
        LiveObject object = object("Application", "argoproj.io/v1alpha1", STATUS);

        assertThat(Adoption.isDue(object.content())).isFalse();
    }

    @Test
    void theStatusOfAnotherKindIsAFieldLikeAnyOther() {
        Map<String, Object> after = adopted("Plain", "example.no/v1", STATUS);

        assertThat(after).containsOnlyKeys("nordbox").containsEntry("nordbox", STATUS);
    }

    private static Map<String, Object> adopted(
            String kind, String apiVersion, Map<String, Object> fields) {
        LiveObject object = object(kind, apiVersion, fields);
        assertThat(Adoption.isDue(object.content())).isTrue();
        List<?> operations = (List<?>) Adoption.of(object).body();
        Map<String, Object> byManager = new LinkedHashMap<>();
        for (Object entry : Fields.list(operations.get(1), "value")) {
            byManager.put(
                    Fields.text(entry, "manager").orElseThrow(), Fields.map(entry, "fieldsV1"));
        }
        return byManager;
    }

    private static LiveObject object(String kind, String apiVersion, Map<String, Object> fields) {
        Map<String, Object> entry =
                Map.of(
                        "manager", "argocd-application-controller",
                        "operation", "Update",
                        "fieldsV1", fields);
        return new LiveObject(
                new ResourceKey("", kind, "argocd", "web"),
                apiVersion,
                Map.of(
                        "apiVersion",
                        apiVersion,
                        "kind",
                        kind,
                        "metadata",
                        Map.of("resourceVersion", "7", "managedFields", List.of(entry))));
    }
}
