package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.OperationState;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.status.Answer;
import dev.nordbox.appliance.threads.Daemon;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What people ask about applications and for them. */
class ApplicationDeskTest {

    private static final String BY_HAND = "syncOptions: [CreateNamespace=true]";

    private static final String URL_LINE = "    repoURL: " + Bed.URL + "\n";
    private static final String SECRETS =
            """
                repoURL: https://kari:hunter2@git.example.no/ops/infra.git
                helm:
                  parameters: [{name: password, value: hunter2}]
                  values: "password: hunter2"
            """;

    private final Bed bed = new Bed();

    @Test
    void everyApplicationIsALine() {
        bed.application("web").configMapFile("web", "settings", "one");
        bed.application("api", BY_HAND).configMapFile("api", "settings", "one");
        String commit = bed.commit();
        bed.start().calm();

        List<Object> lines = Fields.list(get("/applications"), "applications");

        assertThat(lines)
                .extracting(line -> Fields.text(line, "name").orElse(""))
                .containsExactly("api", "nordbox-infra", "web");
        assertThat(Fields.map(lines.get(2)))
                .containsEntry("project", "default")
                .containsEntry("sync", "Synced")
                .containsEntry("health", "Healthy")
                .containsEntry("revision", commit);
        assertThat(Fields.text(lines.get(2), "operation", "phase")).hasValue("Succeeded");
        assertThat(Fields.text(lines.get(0), "sync")).hasValue("OutOfSync");
        assertThat(Fields.at(lines.get(0), "operation")).isEmpty();
    }

    @Test
    void anApplicationIsShownWholeAndWithoutSecrets() {
        bed.application("web").configMapFile("web", "settings", "one");
        bed.file("argocd/web.yaml", bed.files.get("argocd/web.yaml").replace(URL_LINE, SECRETS));
        bed.commit();
        bed.start().calm();
        assertThat(bed.status("web").sync().orElseThrow().comparedTo().toString())
                .contains("hunter2");

        Map<String, Object> told = get("/applications/web");

        assertThat(Fields.text(told, "application", "status", "sync", "status")).isPresent();
        assertThat(told.toString()).doesNotContain("hunter2").contains("name=password");
        assertThat(Fields.text(told, "application", "spec", "source", "repoURL"))
                .hasValue("https://***@git.example.no/ops/infra.git");
        assertThat(Fields.map(told, "application", "status", "sync", "comparedTo", "source"))
                .containsEntry("repoURL", "https://***@git.example.no/ops/infra.git");
    }

    @Test
    void aSyncIsAskedForAsArgoClientsDoAndFoundAgainByItsRequest() {
        bed.application("web", BY_HAND).configMapFile("web", "settings", "one");
        bed.configMapFile("web", "other", "one").commit();
        bed.start().calm();

        post("/applications/web/sync?request=r1&prune=true&resource=:ConfigMap:settings");

        assertThat(Fields.map(bed.cluster.content(Bed.key("web")), "operation"))
                .containsEntry("initiatedBy", Map.of("username", "kari"))
                .containsEntry("info", List.of(Map.of("name", "nordbox.no/request", "value", "r1")))
                .hasEntrySatisfying(
                        "sync", sync -> assertThat(Fields.list(sync, "syncOptions")).hasSize(1));

        bed.calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(bed.value("web", "other", "key")).isEmpty();
        assertThat(bed.status("web").operationState().orElseThrow().operation().info())
                .singleElement()
                .satisfies(info -> assertThat(info.value()).isEqualTo("r1"));
    }

    @Test
    void aSyncIsTriedAgainAsThePolicySaysAndADryRunIsNot() {
        bed.application("web", "syncOptions: [CreateNamespace=true]", "retry: {limit: 7}")
                .configMapFile("web", "settings", "one")
                .commit();
        bed.start().calm();

        post("/applications/web/sync?dryRun=true");
        assertThat(Fields.number(operation(), "retry", "limit")).isZero();
        bed.calm();
        post("/applications/web/sync");
        assertThat(Fields.number(operation(), "retry", "limit")).isEqualTo(7);
    }

    private Map<String, Object> operation() {
        return Fields.map(bed.cluster.content(Bed.key("web")), "operation");
    }

    @Test
    void aSecondRequestIsToldThatOneWaits() {
        bed.application("web", BY_HAND).configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        post("/applications/web/sync");

        Answer second = answer("POST", "/applications/web/sync");

        assertThat(second.status()).startsWith("409");
        assertThat(second.content().get("error").toString()).contains("waits to be begun");
    }

    @Test
    void nothingThatIsKnownWaitsBehindACallThatHangsAtTheApiServer() throws Exception {
        bed.application("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        bed.cluster.failWith(
                request -> {
                    hangs.countDown();
                    try {
                        answers.await();
                    } catch (InterruptedException e) {
                        throw new ApiUnavailable("interrupted");
                    }
                });
        FutureTask<Answer> held = new FutureTask<>(() -> answer("POST", "/applications/web/hold"));
        Daemon.of(held, "somebody").start();
        hangs.await();

        assertThat(bed.engine0().status().applications()).hasSize(2);
        assertThat(get("/applications").toString()).contains("web");
        assertThat(get("/applications/web").toString()).contains("status");
        assertThat(get("/applications/web/why").toString()).contains("nothing is in the way");
        assertThat(get("/applications/web/deletions")).containsKey("deletions");
        assertThat(held.isDone()).isFalse();

        answers.countDown();
        assertThat(held.get().status()).startsWith("202");
    }

    @Test
    void anObjectThatItHasNotIsTold() {
        bed.application("web", BY_HAND).configMapFile("web", "settings", "one").commit();
        bed.start().calm();

        Answer answer = answer("POST", "/applications/web/sync?resource=apps:Deployment:wbe");

        assertThat(answer.status()).startsWith("422");
        assertThat(answer.content().get("error"))
                .isEqualTo("web has no object apps:Deployment:wbe");
        assertThat(bed.cluster.content(Bed.key("web"))).doesNotContainKey("operation");
    }

    @Test
    void aRefreshIsDoneAndTakenOff() {
        bed.application("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();
        bed.cluster.forgetWrites();

        post("/applications/web/refresh?hard=true");
        assertThat(
                        Fields.text(
                                bed.cluster.content(Bed.key("web")),
                                "metadata",
                                "annotations",
                                "argocd.argoproj.io/refresh"))
                .hasValue("hard");
        bed.calm();

        assertThat(Fields.map(bed.cluster.content(Bed.key("web")), "metadata", "annotations"))
                .doesNotContainKey("argocd.argoproj.io/refresh");
    }

    @Test
    void aSyncThatWaitsIsEndedAndWithoutOneThatIsSaid() {
        bed.application("web")
                .configMapFile("web", "settings", "one")
                .file(
                        "apps/web/hook.yaml",
                        """
                        apiVersion: batch/v1
                        kind: Job
                        metadata:
                          name: migrate
                          annotations: {argocd.argoproj.io/hook: PreSync}
                        spec: {template: {spec: {restartPolicy: Never}}}
                        """)
                .commit();
        bed.start().calm();

        post("/applications/web/terminate");
        bed.calm();

        assertThat(bed.status("web").operationState().orElseThrow().phase())
                .isEqualTo(OperationPhase.FAILED);
        assertThat(bed.status("web").operationState().orElseThrow().message())
                .isEqualTo("terminated by request");
        assertThat(bed.status("web").operationState().flatMap(OperationState::syncResult))
                .get()
                .extracting(result -> result.resources().get(result.resources().size() - 1))
                .satisfies(
                        hook -> {
                            assertThat(hook.key().name()).isEqualTo("migrate");
                            assertThat(hook.hookPhase()).hasValue(OperationPhase.FAILED);
                            assertThat(hook.message()).isEqualTo("Terminated");
                        });
        assertThat(answer("POST", "/applications/web/terminate").status()).startsWith("409");
    }

    @Test
    void whatASyncWouldChangeIsShownAndNothingIsChanged() {
        bed.application("web", BY_HAND)
                .configMapFile("web", "same", "one")
                .configMapFile("web", "other", "one")
                .configMapFile("web", "gone", "one")
                .commit();
        bed.start().calm();
        assertThat(changes()).containsExactly("create gone", "create other", "create same");
        post("/applications/web/sync");
        bed.calm();
        assertThat(changes()).isEmpty();
        bed.configMapFile("web", "other", "two").remove("apps/web/gone.yaml").commit();
        bed.calm();
        bed.cluster.forgetWrites();

        assertThat(changes()).containsExactly("change other", "delete gone");
        assertThat(Fields.list(get("/applications/web/diff"), "objects").get(0).toString())
                .contains("-  key: one", "+  key: two");
        assertThat(bed.cluster.writes()).isEmpty();
    }

    @Test
    void withoutAComparisonThereIsNoDiffButTheWayToTheReason() {
        bed.application("web").configMapFile("web", "settings", "one");
        bed.files.computeIfPresent(
                "argocd/web.yaml", (path, text) -> text.replace("project: default", "project: x"));
        bed.commit();
        bed.start().calm();

        Answer answer = answer("GET", "/applications/web/diff");

        assertThat(answer.status()).startsWith("409");
        assertThat(answer.content()).containsEntry("fix", "`app why web` tells the reason");
    }

    private List<String> changes() {
        return Fields.list(get("/applications/web/diff"), "objects").stream()
                .map(
                        o ->
                                Fields.text(o, "change").orElse("")
                                        + " "
                                        + Fields.text(o, "name").orElse(""))
                .sorted()
                .toList();
    }

    @Test
    void whatIsOnHoldStaysAtItsCommitOverARestartUntilItIsReleased() {
        bed.application("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();

        post("/applications/web/hold?reason=freeze");
        bed.configMapFile("web", "settings", "two").commit();
        bed.calm();
        bed.start().calm();

        assertThat(bed.value("web", "settings", "key")).hasValue("one");
        assertThat(bed.status("web").conditions().of(ConditionType.HELD_WARNING))
                .singleElement()
                .satisfies(
                        condition ->
                                assertThat(condition.message())
                                        .startsWith("automated syncs are on hold, by kari since")
                                        .endsWith(": freeze"));
        assertThat(Fields.list(get("/applications"), "applications").get(1).toString())
                .contains("held=by kari");
        assertThat(get("/applications/web/why").get("sentence").toString())
                .contains("on hold", "`app release web`");
        assertThat(bed.summary("web").conditions())
                .anyMatch(condition -> condition.type().equals("ManualSyncWarning"));

        post("/applications/web/sync");
        bed.calm();
        assertThat(bed.value("web", "settings", "key")).hasValue("two");
        bed.cluster.edit(
                Bed.configMap("web", "settings"), Map.of("data", Map.of("key", "by hand")));
        bed.calm();
        assertThat(bed.value("web", "settings", "key")).hasValue("by hand");

        post("/applications/web/release");
        bed.calm();
        assertThat(bed.value("web", "settings", "key")).hasValue("two");
        assertThat(bed.status("web").conditions().of(ConditionType.HELD_WARNING)).isEmpty();
    }

    @Test
    void whyIsAnsweredFromWhatTheControllerKnows() {
        bed.application("web", BY_HAND).configMapFile("web", "settings", "one").commit();
        bed.start().calm();

        assertThat(get("/applications/web/why"))
                .containsEntry("blocked", true)
                .containsEntry("whose", "PERSON")
                .containsEntry("where", "argocd/web.yaml:1")
                .hasEntrySatisfying(
                        "sentence",
                        sentence -> assertThat(sentence.toString()).contains("`app sync web`"));

        post("/applications/web/sync");
        bed.calm();

        assertThat(get("/applications/web/why"))
                .containsEntry("blocked", false)
                .hasEntrySatisfying(
                        "sentence",
                        sentence ->
                                assertThat(sentence.toString())
                                        .startsWith("nothing is in the way of web: it is Synced"));
    }

    @Test
    void anApplicationThatIsNotThereIsAnsweredWithThoseThatAre() {
        bed.application("web").configMapFile("web", "settings", "one").commit();
        bed.start().calm();

        Answer answer = answer("GET", "/applications/wbe");

        assertThat(answer.status()).startsWith("404");
        assertThat(answer.content())
                .containsEntry("error", "no Application wbe is followed here")
                .containsEntry("fix", "there are nordbox-infra, web");
    }

    private Map<String, Object> get(String target) {
        Answer answer = answer("GET", target);
        assertThat(answer.status()).startsWith("200");
        return answer.content();
    }

    private void post(String target) {
        assertThat(answer("POST", target).status()).startsWith("202");
    }

    private Answer answer(String method, String target) {
        return bed.asked(method, target);
    }
}
