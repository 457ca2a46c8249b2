package dev.nordbox.appliance.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.YamlObject;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectDiffTest {

    private static final ResourceKey SETTINGS = new ResourceKey("", "ConfigMap", "web", "settings");
    private static final ResourceKey SECRET = new ResourceKey("", "Secret", "web", "db");

    @Test
    void aChangeIsShownWithoutTheServersBookkeeping() {
        String diff =
                ObjectDiff.of(
                        SETTINGS,
                        object(
                                """
                                apiVersion: v1
                                kind: ConfigMap
                                metadata: {name: settings, uid: u1, resourceVersion: "7",
                                  managedFields: [{manager: x}]}
                                data: {a: "1", b: "2"}
                                """),
                        object(
                                """
                                apiVersion: v1
                                kind: ConfigMap
                                metadata: {name: settings, uid: u1, resourceVersion: "8"}
                                data: {a: "1", b: "3"}
                                """));

        assertThat(diff)
                .isEqualTo(
                        """
                        --- live/web/ConfigMap/settings
                        +++ git/web/ConfigMap/settings
                        @@ -1,7 +1,7 @@
                         apiVersion: v1
                         data:
                           a: "1"
                        -  b: "2"
                        +  b: "3"
                         kind: ConfigMap
                         metadata:
                           name: settings
                        """);
    }

    @Test
    void equalObjectsHaveNoDifference() {
        assertThat(
                        ObjectDiff.of(
                                SETTINGS,
                                object("{metadata: {generation: 1}, status: {a: 1}}"),
                                object("{metadata: {generation: 2}, status: {a: 1}}")))
                .isEmpty();
    }

    @Test
    void whatIsMadeAndWhatGoesHasNothingOnTheOtherSide() {
        Optional<Map<String, Object>> object =
                object("{kind: ConfigMap, metadata: {name: settings}, status: {}}");

        assertThat(ObjectDiff.of(SETTINGS, Optional.empty(), object))
                .startsWith("--- /dev/null\n+++ git/web/ConfigMap/settings\n@@ -0,0 +1,3 @@\n+kind")
                .doesNotContain("status");
        assertThat(ObjectDiff.of(SETTINGS, object, Optional.empty()))
                .startsWith("--- live/web/ConfigMap/settings\n+++ /dev/null\n")
                .contains("\n-kind: ConfigMap\n");
    }

    @Test
    void ofASecretOnlyTheKeysAreTold() {
        String diff =
                ObjectDiff.of(
                        SECRET,
                        object(
                                """
                                kind: Secret
                                metadata: {annotations: {kubectl.kubernetes.io/last-applied-configuration:
                                  "aHVudGVyMg=="}}
                                data: {same: c2FtZQ==, changed: aHVudGVyMg==, gone: Z29uZQ==}
                                """),
                        object("{kind: Secret, data: {same: c2FtZQ==, changed: bmV3, new: eA==}}"));

        assertThat(diff)
                .contains("   same: '***'", "-  changed: '*** (live)'", "+  changed: '*** (git)'")
                .contains("-  gone: '*** (live)'", "+  new: '*** (git)'")
                .doesNotContain("aHVudGVyMg", "bmV3", "Z29uZQ", "eA==", "c2FtZQ");
    }

    private static Optional<Map<String, Object>> object(String yaml) {
        return Optional.of(YamlObject.of(yaml));
    }
}
