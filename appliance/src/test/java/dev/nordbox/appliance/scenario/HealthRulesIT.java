package dev.nordbox.appliance.scenario;

import static dev.nordbox.appliance.scenario.Objects.configMap;
import static dev.nordbox.appliance.scenario.Objects.configMapKey;
import static dev.nordbox.appliance.scenario.Objects.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.assess.HealthStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A team's own health rule, for a kind of its own, on a real server. */
class HealthRulesIT {

    @RegisterExtension static final Box BOX = new Box();

    private static final String DEFINITION =
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: lamps.rules.example.org}
            spec:
              group: rules.example.org
              scope: Namespaced
              names: {kind: Lamp, plural: lamps}
              versions:
                - name: v1
                  served: true
                  storage: true
                  subresources: {status: {}}
                  schema:
                    openAPIV3Schema:
                      type: object
                      properties:
                        status:
                          type: object
                          properties: {watts: {type: integer}}
            """;

    private static final String RULES =
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: nordbox-health, namespace: argocd}
            data:
              rules.example.org_Lamp: |
                - when: has(self.status) && self.status.watts > 100
                  status: Degraded
                  message: string(self.status.watts) + " watts are too many"
                - when: has(self.status) && self.status.watts > 0
                  status: Healthy
                - status: Progressing
                  message: "'it is dark'"
            """;

    @Test
    void aWaveWaitsUntilTheRuleSaysHealthyAndTheStatusTellsItsWords() throws Exception {
        BOX.application("rules").manifest("rules", "rules", RULES).commit();
        BOX.start().awaitSynced("rules");
        BOX.stop().start(); // from its first look on they count

        BOX.application("lamps")
                .manifest("lamps", "definition", DEFINITION)
                .manifest(
                        "lamps",
                        "lamp",
                        "apiVersion: rules.example.org/v1\nkind: Lamp\nmetadata: {name: one}\n")
                .manifest(
                        "lamps",
                        "later",
                        configMap("later", "1", Map.of("argocd.argoproj.io/sync-wave", "1")))
                .commit();
        BOX.await(
                "it waits for the lamp",
                () ->
                        BOX.message("lamps")
                                .contains("lamps/Lamp.rules.example.org/one (it is dark)"));
        assertThat(BOX.live(configMapKey("lamps", "later"))).isEmpty();

        watts(60);
        BOX.awaitThere(configMapKey("lamps", "later"));
        BOX.awaitHealth("lamps", HealthStatus.HEALTHY);

        watts(600);
        BOX.awaitHealth("lamps", HealthStatus.DEGRADED);
        assertThat(BOX.controller().status().toString()).doesNotContain("defect");
    }

    private static void watts(int watts) throws Exception {
        BOX.admin()
                .patch(
                        key("rules.example.org", "Lamp", "lamps", "one"),
                        dev.nordbox.appliance.cluster.ObjectPatch.status(Map.of("watts", watts)));
    }
}
