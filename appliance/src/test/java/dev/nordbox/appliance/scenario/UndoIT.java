package dev.nordbox.appliance.scenario;

import static dev.nordbox.appliance.scenario.Objects.configMap;
import static dev.nordbox.appliance.scenario.Objects.configMapKey;
import static dev.nordbox.appliance.scenario.Objects.deployment;
import static dev.nordbox.appliance.scenario.Objects.jobKey;
import static dev.nordbox.appliance.scenario.Objects.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.status.Answer;
import dev.nordbox.appliance.status.Question;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a commit had deleted is back, as a real server has it, and stays until it is let go. */
class UndoIT {

    @RegisterExtension static final Box BOX = new Box();

    private static final String WORKLOAD =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 0
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: example.no/web:1}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {selector: {app: web}, type: NodePort, ports: [{port: 80, nodePort: 30987}]}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: once}
            spec:
              suspend: true
              template:
                spec:
                  restartPolicy: Never
                  containers: [{name: once, image: example.no/once:1}]
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata:
              name: data
              annotations: {argocd.argoproj.io/sync-options: Prune=true}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: db}
            stringData: {password: correct-horse}
            """;

    private static final List<ResourceKey> BACK =
            List.of(
                    deployment("regret", "web"),
                    key("", "Service", "regret", "web"),
                    jobKey("regret", "once"),
                    key("", "PersistentVolumeClaim", "regret", "data"));

    @Test
    void whatTheLastCommitHadDeletedIsBackAndStaysUntilItIsLetGo() throws Exception {
        BOX.application("regret")
                .manifest("regret", "kept", configMap("kept", "1"))
                .manifest("regret", "workload", WORKLOAD)
                .commit();
        BOX.start().awaitSynced("regret");
        BOX.repository().remove("apps/regret/workload.yaml");
        BOX.commit();
        BOX.awaitSynced("regret");
        for (ResourceKey key : BACK) {
            BOX.awaitGone(key);
        }

        Map<String, Object> answer = ask("POST", "/applications/regret/undo?request=r1");

        assertThat(answer.toString())
                .contains(
                        "object=regret/Secret/db, back=false, remark=the content of Secrets is",
                        "object=regret/PersistentVolumeClaim/data, back=true, remark=it comes back"
                                + " empty")
                .doesNotContain("correct-horse");
        for (ResourceKey key : BACK) {
            BOX.awaitThere(key);
        }
        BOX.await("it is over", () -> BOX.phase("regret").equals(succeeded()));
        assertThat(BOX.field(BACK.get(0), "spec", "template", "metadata", "labels", "app"))
                .hasValue("web");
        assertThat(
                        Fields.number(
                                BOX.field(BACK.get(1), "spec", "ports")
                                        .map(ports -> ((List<?>) ports).get(0))
                                        .orElseThrow(),
                                "nodePort"))
                .isEqualTo(30987);

        BOX.manifest("regret", "kept", configMap("kept", "2")).commit();
        BOX.awaitField(configMapKey("regret", "kept"), "2", "data", "key");
        BOX.stop().start();
        BOX.manifest("regret", "kept", configMap("kept", "3")).commit();
        BOX.awaitField(configMapKey("regret", "kept"), "3", "data", "key");
        BOX.await(
                "why tells of it",
                () ->
                        ask("GET", "/applications/regret/why")
                                .toString()
                                .contains("`app undo` brought it back"));
        for (ResourceKey key : BACK) {
            assertThat(BOX.live(key)).as("%s", key).isPresent();
        }

        ask("POST", "/applications/regret/release?broughtBack=true");

        for (ResourceKey key : BACK) {
            BOX.awaitGone(key);
        }
        BOX.awaitSynced("regret");
        assertThat(ask("GET", "/audit").toString())
                .contains("ask for an undo", "cause=undo, actor=kari", "action=let go")
                .contains("whole=true")
                .doesNotContain("correct-horse");
    }

    private static Optional<OperationPhase> succeeded() {
        return Optional.of(OperationPhase.SUCCEEDED);
    }

    private static Map<String, Object> ask(String method, String target) {
        Answer answer = BOX.controller().answer(Question.of(method, target, "kari"));
        assertThat(answer.status()).as(answer.content().toString()).startsWith("20");
        return answer.content();
    }
}
