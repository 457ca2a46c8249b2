package dev.nordbox.appliance.control;

import static dev.nordbox.appliance.control.Bed.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Objects that change their application are handed over, never deleted in between. */
class HandOverTest {

    private static final String DEFAULT =
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: default}
            data: {key: one}
            """;

    private static final String HELD =
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: held, namespace: default, finalizers: [example.no/hold]}
            """;

    private final Bed bed = new Bed();

    @Test
    void whatMovedWhileNoControllerRanIsHandedOver() {
        bed.application("a").configMapFile("a", "stays", "x").file("apps/a/it.yaml", DEFAULT);
        bed.application("b").configMapFile("b", "stays", "x").commit();
        bed.start().calm();
        bed.cluster.close();
        bed.remove("apps/a/it.yaml").file("apps/b/it.yaml", DEFAULT).commit();
        bed.cluster.forgetWrites();

        bed.start().calm();

        assertThat(bed.cluster.writes()).noneMatch(write -> write.startsWith("delete"));
        assertThat(bed.cluster.content(configMap("default", "settings")).toString())
                .contains("b:/ConfigMap:default/settings");
    }

    @Test
    void whatARefusedApplicationWantsStays() {
        bed.application("a").configMapFile("a", "stays", "x").file("apps/a/it.yaml", DEFAULT);
        bed.commit();
        bed.start().calm();
        bed.cluster.admit(
                manifest ->
                        manifest.key().equals(Bed.key("b"))
                                ? Optional.of("denied by policy")
                                : Optional.empty());

        bed.remove("apps/a/it.yaml").file("apps/b/it.yaml", DEFAULT).application("b").commit();
        bed.pass(Duration.ofMinutes(5));

        assertThat(bed.value("default", "settings", "key")).hasValue("one");
    }

    @Test
    void anApplicationThatHangsInItsDeletionHoldsUpNoOther() {
        bed.application("a").configMapFile("a", "stays", "x").file("apps/a/it.yaml", DEFAULT);
        bed.application("b");
        String file = "argocd/b.yaml";
        bed.file(
                file,
                bed.files
                        .get(file)
                        .replace(
                                "  name: b\n",
                                "  name: b\n"
                                        + "  finalizers: [resources-finalizer.argocd.argoproj.io]\n"));
        bed.file("apps/b/held.yaml", HELD).commit();
        bed.start().calm();

        bed.remove(file).remove("apps/a/it.yaml").commit();
        bed.pass(Duration.ofMinutes(5));

        assertThat(bed.cluster.keys()).contains(Bed.key("b"));
        assertThat(bed.cluster.keys()).doesNotContain(configMap("default", "settings"));
    }
}
