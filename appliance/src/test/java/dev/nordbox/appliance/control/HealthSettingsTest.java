package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.assess.HealthStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A team's own health rules, from the repository to what a sync waits for. */
class HealthSettingsTest {

    private static final String READY =
            "  ConfigMap: |\n    - when: self.data.key == 'ready'\n"
                    + "      status: Healthy\n"
                    + "    - {when: has(self.data.gate), status: Progressing, message: self.data.gate}\n";

    private final Bed bed = new Bed();

    @Test
    void aWaveWaitsForWhatTheTeamSaysIsHealthy() {
        rules(READY);
        bed.commit();
        bed.start().pass(Duration.ofSeconds(30)).calm();
        bed.application("web")
                .configMapFile("web", "gate", "wait")
                .append("apps/web/gate.yaml", "  gate: not ready yet\n")
                .configMapFile("web", "later", "one", "argocd.argoproj.io/sync-wave: \"1\"")
                .commit();
        bed.pass(Duration.ofSeconds(30)).calm();

        assertThat(bed.value("web", "gate", "key")).hasValue("wait");
        assertThat(bed.value("web", "later", "key")).isEmpty();
        assertThat(bed.status("web").operationState().orElseThrow().message())
                .isEqualTo("waiting for healthy state of web/ConfigMap/gate (not ready yet)");

        bed.configMapFile("web", "gate", "ready")
                .append("apps/web/gate.yaml", "  gate: not ready yet\n")
                .commit();
        bed.pass(Duration.ofSeconds(30)).calm();

        assertThat(bed.value("web", "later", "key")).hasValue("one");
        assertThat(bed.status("web").operationState().orElseThrow().phase())
                .isEqualTo(OperationPhase.SUCCEEDED);
    }

    @Test
    void otherRulesJudgeWhatIsThereAlready() {
        bed.application("web")
                .configMapFile("web", "gate", "wait")
                .append("apps/web/gate.yaml", "  gate: not ready yet\n")
                .commit();
        bed.start().calm();
        assertThat(health()).isEqualTo(HealthStatus.HEALTHY);

        rules(READY);
        bed.commit();
        bed.pass(Duration.ofSeconds(30)).calm();
        assertThat(health()).isEqualTo(HealthStatus.PROGRESSING);

        bed.start().pass(Duration.ofSeconds(5)).calm();
        assertThat(health()).isEqualTo(HealthStatus.PROGRESSING);

        bed.remove("apps/settings/health.yaml").configMapFile("settings", "other", "one").commit();
        bed.pass(Duration.ofMinutes(1)).calm();
        assertThat(health()).isEqualTo(HealthStatus.HEALTHY);
    }

    @Test
    void aRuleThatIsWrongIsToldWithItsFileAndItsKindIsUnknown() {
        rules("  ConfigMap: |\n    - when: self.data.key ==\n      status: Healthy\n");
        bed.application("web").configMapFile("web", "gate", "wait").commit();
        bed.start().pass(Duration.ofSeconds(30)).calm();

        assertThat(health()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(bed.status("settings").conditions().of(ConditionType.INVALID_SPEC_WARNING))
                .singleElement()
                .satisfies(
                        condition ->
                                assertThat(condition.message())
                                        .startsWith(
                                                "apps/settings/health.yaml:1: ConfigMap, rule 1, when"
                                                        + " (line 1): 1:17 mismatched input"));
    }

    @Test
    void rulesInLuaAreNotHonouredAndThatIsSaidByName() {
        bed.file(
                        "apps/settings/argocd-cm.yaml",
                        """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: argocd-cm, namespace: argocd}
                        data:
                          resource.customizations.health.example.org_Database: |
                            return {status = "Healthy"}
                          resource.customizations: |
                            example.org/Queue:
                              health.lua: return {status = "Healthy"}
                          kustomize.enabled: "true"
                        """)
                .application("settings")
                .commit();
        bed.start().calm();

        assertThat(bed.status("settings").conditions().of(ConditionType.INVALID_SPEC_WARNING))
                .extracting(condition -> condition.message())
                .containsExactlyInAnyOrder(
                        warning(
                                "resource.customizations.health.example.org_Database",
                                "example.org_Database"),
                        warning("resource.customizations", "<group>_<Kind>"));
    }

    @Test
    void settingsOfArgoThatWouldComeToOtherObjectsAreNamed() {
        bed.file(
                        "apps/settings/argocd-cm.yaml",
                        """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: argocd-cm, namespace: argocd}
                        data:
                          kustomize.buildOptions: --enable-helm
                          kustomize.buildOptions.v5.0.0: --load-restrictor LoadRestrictionsNone
                          kustomize.enable: "false"
                          resource.exclusions: |
                            - {apiGroups: [''], kinds: [Endpoints]}
                          resource.inclusions: ""
                        """)
                .application("settings")
                .commit();
        bed.start().calm();

        assertThat(bed.status("settings").conditions().of(ConditionType.INVALID_SPEC_WARNING))
                .extracting(condition -> condition.message().replaceAll(" is not honoured: .*", ""))
                .containsExactlyInAnyOrder(
                        "apps/settings/argocd-cm.yaml:1: kustomize.buildOptions",
                        "apps/settings/argocd-cm.yaml:1: kustomize.buildOptions.v5.0.0",
                        "apps/settings/argocd-cm.yaml:1: kustomize.enable",
                        "apps/settings/argocd-cm.yaml:1: resource.exclusions");
    }

    @Test
    void whatIsNotWrittenIsNotAskedForAllTheTime() {
        bed.application("web").configMapFile("web", "gate", "wait").commit();
        bed.start().calm();
        bed.cluster.forgetWrites();

        for (int i = 0; i < 50; i++) {
            bed.engine0().tend();
        }

        assertThat(bed.cluster.requests()).doesNotContain("get argocd/ConfigMap/nordbox-health");
    }

    private static String warning(String key, String kind) {
        return "apps/settings/argocd-cm.yaml:1: "
                + key
                + " is Lua, which is not run here; write the rule as CEL into the ConfigMap"
                + " nordbox-health in argocd, under "
                + kind
                + ": - {when: <condition over self>, status: Healthy, message: <text>}";
    }

    private HealthStatus health() {
        return bed.status("web").health().orElseThrow().health().status();
    }

    private void rules(String data) {
        bed.application("settings")
                .file(
                        "apps/settings/health.yaml",
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: nordbox-health, namespace:"
                                + " argocd}\ndata:\n"
                                + data);
    }
}
