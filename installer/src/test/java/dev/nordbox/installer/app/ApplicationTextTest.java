package dev.nordbox.installer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApplicationTextTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private static final String WEB =
            """
            {"application":{"metadata":{"name":"web"},
              "spec":{"project":"shop",
                "source":{"repoURL":"ssh://git@git.example.no/ops/infra.git","path":"apps/web",
                  "targetRevision":"HEAD"},
                "destination":{"server":"https://kubernetes.default.svc","namespace":"web"},
                "syncPolicy":{"automated":{"prune":true}}},
              "status":{"sync":{"status":"OutOfSync","revision":"0123456789abcdef"},
                "health":{"status":"Degraded"},
                "conditions":[{"type":"SyncError","message":"first\\nsecond\\u001b[2J",
                  "lastTransitionTime":"2026-11-29T11:00:00Z"}],
                "operationState":{"phase":"Failed","message":"one or more tasks failed",
                  "startedAt":"2026-11-29T11:00:00Z","finishedAt":"2026-11-29T11:00:05Z",
                  "retryCount":2,"operation":{"initiatedBy":{"username":"kari"}},
                  "syncResult":{"resources":[{"group":"apps","kind":"Deployment",
                    "namespace":"web","name":"web","status":"SyncFailed","message":"refused"}]}},
                "resources":[
                  {"group":"apps","kind":"Deployment","namespace":"web","name":"web",
                   "status":"OutOfSync","health":{"status":"Degraded","message":"old"}},
                  {"kind":"PersistentVolumeClaim","namespace":"web","name":"data",
                   "status":"OutOfSync","requiresPruning":true}],
                "history":[
                  {"id":0,"deployedAt":"2026-11-28T10:00:00Z","revision":"aaa",
                   "initiatedBy":{"automated":true}},
                  {"id":1,"deployedAt":"2026-11-29T10:00:00Z","revision":"bbb",
                   "initiatedBy":{"username":"kari"}}]}},
             "leftovers":{"web/PersistentVolumeClaim/data":"it may hold data"}}""";

    @Test
    void anApplicationIsShownFromItsSourceToItsObjects() {
        assertThat(ApplicationText.of(read(WEB)))
                .containsExactly(
                        "name         web",
                        "project      shop",
                        "source       ssh://git@git.example.no/ops/infra.git apps/web at HEAD",
                        "destination  https://kubernetes.default.svc web",
                        "sync         OutOfSync (automated)",
                        "health       Degraded",
                        "revision     0123456789abcdef",
                        "",
                        "operation  Failed, by kari, 2026-11-29T11:00:00Z to"
                                + " 2026-11-29T11:00:05Z, retries: 2",
                        "  one or more tasks failed",
                        "",
                        "SyncError  2026-11-29T11:00:00Z",
                        "  first",
                        "  second [2J",
                        "",
                        "KIND                    NAMESPACE  NAME  SYNC       HEALTH    MESSAGE",
                        "apps:Deployment         web        web   OutOfSync  Degraded  refused",
                        ":PersistentVolumeClaim  web        data  OutOfSync            it may"
                                + " hold data");
    }

    @Test
    void theHistoryBeginsWithTheNewest() {
        assertThat(ApplicationText.history(read(WEB)))
                .containsExactly(
                        "ID  DEPLOYED              REVISION  BY",
                        "1   2026-11-29T10:00:00Z  bbb       kari",
                        "0   2026-11-28T10:00:00Z  aaa       the controller");
    }

    @Test
    void theHistoryOfSeveralSourcesNamesTheCommitOfEach() {
        String many = WEB.replace("\"revision\":\"bbb\"", "\"revisions\":[\"%s\",\"%s\"]");

        assertThat(ApplicationText.history(read(many.formatted("1".repeat(40), "2".repeat(40)))))
                .contains("1   2026-11-29T10:00:00Z  1111111, 2222222  kari");
    }

    @Test
    void ofSeveralSourcesTheCommitOfEachIsShown() {
        String many =
                WEB.replace("\"revision\":\"0123456789abcdef\"", "\"revisions\":[\"%s\",\"%s\"]");

        assertThat(ApplicationText.of(read(many.formatted("1".repeat(40), "2".repeat(40)))))
                .contains("revision     1111111, 2222222");
        assertThat(
                        ApplicationLine.table(
                                read("{\"applications\":[{\"revision\":\"1111111, 2222222\"}]}"),
                                NOW))
                .anyMatch(line -> line.contains("1111111, 2222222"));
    }

    @Test
    void anApplicationThatNobodyHasLookedAtIsShownAsFarAsItIsKnown() {
        assertThat(ApplicationText.of(read("{\"application\":{\"metadata\":{\"name\":\"x\"}}}")))
                .contains("name         x", "health       -")
                .noneMatch(line -> line.startsWith("operation"));
    }

    @Test
    void theListTellsTheLastOperationAndTheAge() {
        Map<String, Object> told =
                read(
                        """
                        {"applications":[
                         {"name":"web","project":"default","sync":"Synced","health":"Healthy",
                          "revision":"0123456789abcdef","createdAt":"2026-11-26T12:00:00Z",
                          "operation":{"phase":"Succeeded","startedAt":"2026-11-29T11:50:00Z",
                            "finishedAt":"2026-11-29T11:57:00Z","dryRun":true}},
                         {"name":"api","project":"default","sync":"Unknown","health":"Unknown",
                          "revision":"","createdAt":"2026-11-29T11:59:30Z"}]}""");

        assertThat(ApplicationLine.table(told, NOW))
                .containsExactly(
                        "NAME  PROJECT  SYNC     HEALTH   REVISION  LAST OPERATION              "
                                + "AGE",
                        "web   default  Synced   Healthy  01234567  Succeeded (dry run) 3m ago  "
                                + "3d",
                        "api   default  Unknown  Unknown            -                           "
                                + "30s");
    }

    @Test
    void aDiffHasARemarkInFrontOfEachObject() {
        Map<String, Object> told =
                read(
                        """
                        {"objects":[{"kind":"ConfigMap","namespace":"web","name":"a",
                          "change":"change","diff":"--- live\\n+++ git\\n@@ -1 +1 @@\\n-a\\n+b\\n",
                          "message":""},
                         {"kind":"Node","namespace":"","name":"n","change":"keep","diff":"",
                          "message":"Prune=false says so"}],"more":3}""");

        assertThat(DiffText.of(told))
                .containsExactly(
                        "# change ConfigMap web/a",
                        "--- live",
                        "+++ git",
                        "@@ -1 +1 @@",
                        "-a",
                        "+b",
                        "# keep Node n: Prune=false says so",
                        "# and 3 more objects");
        assertThat(DiffText.differs(told)).isTrue();
        assertThat(DiffText.differs(read("{\"objects\":[]}"))).isFalse();
    }

    private static Map<String, Object> read(String json) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
