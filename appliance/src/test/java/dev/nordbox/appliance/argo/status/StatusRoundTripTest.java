package dev.nordbox.appliance.argo.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.HookType;
import dev.nordbox.appliance.argo.Junk;
import dev.nordbox.appliance.argo.Operation;
import dev.nordbox.appliance.argo.Operation.Initiator;
import dev.nordbox.appliance.argo.Retry;
import dev.nordbox.appliance.argo.SyncOptions;
import dev.nordbox.appliance.argo.SyncPhase;
import dev.nordbox.appliance.argo.SyncPolicy.NamespaceMetadata;
import dev.nordbox.appliance.argo.SyncRequest;
import dev.nordbox.appliance.argo.YamlObject;
import dev.nordbox.appliance.argo.status.ApplicationStatus.Summary;
import dev.nordbox.appliance.assess.Health;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public class StatusRoundTripTest {

    private static final Instant TIME = Instant.parse("2026-11-28T10:00:00Z");
    private static final Map<String, Object> SOURCE =
            Map.of("repoURL", "https://git.example.org/shop.git", "path", "web");
    private static final ResourceKey WEB = new ResourceKey("apps", "Deployment", "prod", "web");

    /** As a current Argo CD writes it, somewhat shortened. */
    private static final String FOREIGN =
            """
            controllerNamespace: argocd
            health: {status: Healthy, lastTransitionTime: '2026-11-20T08:15:02Z'}
            history:
            - deployStartedAt: '2026-11-20T08:14:58Z'
              deployedAt: '2026-11-20T08:15:00Z'
              id: 0
              initiatedBy: {automated: true}
              revision: 3c5a1f0
              source: {path: web, repoURL: 'https://git.example.org/shop.git'}
            observedAt: '2026-11-20T08:15:00Z'
            operationState:
              finishedAt: '2026-11-20T08:15:00Z'
              message: successfully synced (all tasks run)
              operation:
                initiatedBy: {automated: true}
                retry: {limit: 5}
                sync: {prune: true, revision: 3c5a1f0, syncOptions: [CreateNamespace=true]}
              phase: Succeeded
              startedAt: '2026-11-20T08:14:58Z'
              syncResult:
                resources:
                - {group: '', hookPhase: Running, kind: Service, message: service/web created,
                   name: web, namespace: prod, status: Synced, syncPhase: Sync, version: v1}
                - {group: batch, hookPhase: Succeeded, hookType: PreSync, kind: Job, name: migrate,
                   namespace: prod, status: Synced, syncPhase: PreSync, version: v1,
                   images: ['registry.example.org/migrate:2']}
                revision: 3c5a1f0
                source: {path: web, repoURL: 'https://git.example.org/shop.git'}
            reconciledAt: '2026-11-28T09:58:11Z'
            resourceHealthSource: appTree
            resources:
            - {kind: Service, name: web, namespace: prod, status: Synced, version: v1}
            - {group: apps, kind: Deployment, name: web, namespace: prod, status: OutOfSync,
               syncWave: 2, requiresPruning: true, version: v1}
            sourceHydrator: {lastSuccessfulOperation: {drySHA: a}}
            sourceType: Kustomize
            summary: {images: ['registry.example.org/web:7'], externalURLs: ['https://shop.example.org/']}
            sync:
              comparedTo:
                destination: {namespace: prod, server: 'https://kubernetes.default.svc'}
                source: {path: web, repoURL: 'https://git.example.org/shop.git'}
              revision: 3c5a1f0
              status: OutOfSync
            """;

    @Test
    void whatIsWrittenReadsAsTheSame() {
        Map<String, Object> written = StatusWriter.write(everything());

        assertThat(StatusReader.read(Json.parse(Json.print(written)))).isEqualTo(everything());
    }

    @Test
    void anEmptyStatusIsWrittenAsNothing() {
        assertThat(StatusWriter.write(ApplicationStatus.NONE)).isEmpty();
        assertThat(StatusReader.read(Map.of())).isEqualTo(ApplicationStatus.NONE);
    }

    @Test
    void aStatusOfArgosOwnIsReadAndWrittenBackUnchanged() {
        Map<String, Object> foreign = YamlObject.of(FOREIGN);

        Map<String, Object> written = StatusWriter.write(StatusReader.read(foreign));

        assertThat(Json.printCanonical(written)).asString().isEqualTo(canonical(foreign));
    }

    @Test
    void healthOfEachObjectIsWrittenOnlyWhereItIsTold() {
        ResourceStatus told =
                new ResourceStatus(
                        WEB,
                        "v1",
                        Optional.of(SyncStatusCode.SYNCED),
                        Optional.of(Health.degraded("crashes")),
                        false,
                        false,
                        false,
                        0);

        assertThat(StatusWriter.write(withResources(told)).toString())
                .contains("health={status=Degraded, message=crashes}")
                .doesNotContain("appTree");
    }

    @Test
    void timesAreWrittenToTheSecond() {
        Instant precise = Instant.parse("2026-11-28T10:00:00.123456Z");
        HealthSummary health = HealthSummary.since(Health.HEALTHY, precise);

        assertThat(health.then(Health.progressing("m"), precise).lastTransitionTime())
                .contains(precise);
        assertThat(Times.print(precise)).isEqualTo("2026-11-28T10:00:00Z");
    }

    @Test
    void noJunkAnywhereMakesTheReaderThrow() {
        List<Object> junk = Junk.inPlaceOfEachPartOf(YamlObject.of(FOREIGN));

        assertThat(junk).hasSizeGreaterThan(800);
        for (Object status : junk) {
            if (status instanceof Map<?, ?> map) {
                assertThat(StatusReader.read(Junk.object(map))).isNotNull();
            }
        }
    }

    private static String canonical(Map<String, Object> object) {
        return new String(Json.printCanonical(object), StandardCharsets.UTF_8);
    }

    private static ApplicationStatus withResources(ResourceStatus resource) {
        ApplicationStatus none = ApplicationStatus.NONE;
        return new ApplicationStatus(
                none.sync(),
                none.health(),
                List.of(resource),
                none.operationState(),
                none.history(),
                none.conditions(),
                none.summary(),
                none.reconciledAt(),
                none.sourceType(),
                none.sourceTypes(),
                none.controllerNamespace(),
                none.others());
    }

    /** A status that leaves nothing out. */
    public static ApplicationStatus everything() {
        return new ApplicationStatus(
                Optional.of(
                        new SyncStatus(
                                SyncStatusCode.OUT_OF_SYNC,
                                new ComparedTo(
                                        SOURCE,
                                        List.of(),
                                        Map.of("name", "in-cluster"),
                                        List.of(Map.of("kind", "Deployment"))),
                                "9f2c",
                                List.of())),
                Optional.of(HealthSummary.since(Health.degraded("Caused by web"), TIME)),
                List.of(
                        new ResourceStatus(
                                WEB,
                                "v1",
                                Optional.of(SyncStatusCode.OUT_OF_SYNC),
                                Optional.of(Health.degraded("crashes")),
                                false,
                                true,
                                true,
                                -2),
                        new ResourceStatus(
                                new ResourceKey("batch", "Job", "prod", "migrate"),
                                "v1",
                                Optional.empty(),
                                Optional.empty(),
                                true,
                                false,
                                false,
                                0)),
                Optional.of(operationState()),
                List.of(
                        new HistoryEntry(
                                3,
                                new Origin("9f2c", List.of(), SOURCE, List.of()),
                                Optional.of(TIME),
                                TIME,
                                new Initiator("astrid", false))),
                new Conditions(
                        List.of(
                                new Condition(
                                        ConditionType.SYNC_ERROR, "failed", Optional.of(TIME)))),
                new Summary(List.of("https://shop.example.org/"), List.of("web:7"), true),
                Optional.of(TIME),
                "Kustomize",
                List.of("Kustomize"),
                "argocd",
                Map.of("observedAt", "2026-11-28T10:00:00Z"));
    }

    private static OperationState operationState() {
        SyncOptions options = SyncOptions.parse(List.of("PruneLast=true"));
        return new OperationState(
                new Operation(
                        Optional.of(SyncRequest.to("9f2c", List.of(), true, options)),
                        Initiator.AUTOMATED,
                        List.of(),
                        Retry.DEFAULT),
                OperationPhase.RUNNING,
                "waiting for healthy state of apps/Deployment/web",
                Optional.of(
                        new SyncResult(
                                new Origin("9f2c", List.of(), SOURCE, List.of()),
                                List.of(
                                        new ResourceResult(
                                                WEB,
                                                "v1",
                                                Optional.of(ResultCode.SYNCED),
                                                "configured",
                                                Optional.empty(),
                                                Optional.of(OperationPhase.RUNNING),
                                                Optional.of(SyncPhase.SYNC),
                                                List.of("web:7")),
                                        new ResourceResult(
                                                new ResourceKey("batch", "Job", "prod", "migrate"),
                                                "v1",
                                                Optional.empty(),
                                                "",
                                                Optional.of(HookType.PRE_SYNC),
                                                Optional.of(OperationPhase.FAILED),
                                                Optional.of(SyncPhase.PRE_SYNC),
                                                List.of())),
                                Optional.of(
                                        new NamespaceMetadata(Map.of("team", "shop"), Map.of())))),
                TIME,
                Optional.of(TIME),
                2);
    }
}
