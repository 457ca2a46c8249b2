package dev.nordbox.appliance.argo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.Operation.Initiator;
import dev.nordbox.appliance.argo.SyncRequest.Selected;
import dev.nordbox.appliance.argo.SyncRequest.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperationTest {

    static final String WHOLE =
            ApplicationReaderTest.USUAL
                    + """
                    operation:
                      sync:
                        revision: 9f2c
                        prune: true
                        dryRun: true
                        syncOptions: [ServerSideApply=true]
                        resources: [{group: apps, kind: Deployment, name: web}]
                        manifests: ['kind: ConfigMap']
                        source: {repoURL: 'https://git.example.org/shop.git', path: old}
                        syncStrategy: {apply: {force: true}}
                        autoHealAttemptsCount: 2
                      initiatedBy: {username: astrid}
                      info: [{name: Reason, value: rollback}]
                      retry: {limit: 3, backoff: {duration: '10', factor: 3, maxDuration: 1m30s}, refresh: true}
                    """;

    @Test
    void aSyncThatSomebodyAsksForIsReadWithAllItsFields() {
        Reading reading = ApplicationReaderTest.read(WHOLE);

        assertThat(reading.problems()).isEmpty();
        Operation operation = reading.application().operation().orElseThrow();
        assertThat(operation.initiatedBy()).isEqualTo(new Initiator("astrid", false));
        assertThat(operation.info()).containsExactly(new Info("Reason", "rollback"));
        assertThat(operation.retry())
                .isEqualTo(new Retry(3, Duration.ofSeconds(10), 3, Duration.ofSeconds(90), true));
        SyncRequest sync = operation.sync().orElseThrow();
        assertThat(sync.revision()).isEqualTo("9f2c");
        assertThat(sync.prune()).isTrue();
        assertThat(sync.dryRun()).isTrue();
        assertThat(sync.options().serverSideApply()).isTrue();
        assertThat(sync.resources()).containsExactly(new Selected("apps", "Deployment", "", "web"));
        assertThat(sync.manifests()).containsExactly("kind: ConfigMap");
        assertThat(sync.source())
                .contains(Map.of("repoURL", "https://git.example.org/shop.git", "path", "old"));
        assertThat(sync.strategy()).isEqualTo(new Strategy(true, true));
        assertThat(sync.selfHealAttempts()).isEqualTo(2);
    }

    @Test
    void whatIsWrittenReadsAsTheSame() {
        Operation operation =
                ApplicationReaderTest.read(WHOLE).application().operation().orElseThrow();

        assertThat(OperationReader.leniently(OperationWriter.write(operation)))
                .isEqualTo(operation);
    }

    @Test
    void anAutomatedSyncIsWrittenAsArgoWritesIt() {
        SyncOptions options = SyncOptions.parse(List.of("CreateNamespace=true"));
        Operation operation =
                new Operation(
                        Optional.of(SyncRequest.to("9f2c", List.of(), true, options)),
                        Initiator.AUTOMATED,
                        List.of(),
                        Retry.DEFAULT);

        assertThat(OperationWriter.write(operation))
                .isEqualTo(
                        Map.of(
                                "sync",
                                Map.of(
                                        "revision",
                                        "9f2c",
                                        "prune",
                                        true,
                                        "syncOptions",
                                        List.of("CreateNamespace=true")),
                                "initiatedBy",
                                Map.of("automated", true),
                                "retry",
                                Map.of("limit", 5L)));
    }

    @Test
    void aSyncThatSaysNothingIsWrittenAsOneForWhoReadsItsFields() {
        Operation operation =
                ApplicationReaderTest.read(ApplicationReaderTest.USUAL + "operation: {sync: {}}")
                        .application()
                        .operation()
                        .orElseThrow();

        assertThat(OperationWriter.write(operation)).isEqualTo(Map.of("sync", Map.of()));
    }

    @Test
    void aSyncWithAFieldThatCannotBeReadIsNotBegun() {
        Reading reading =
                ApplicationReaderTest.read(WHOLE.replace("dryRun: true", "dryRun: 'yes'"));

        assertThat(reading.application().operation()).isEmpty();
        assertThat(reading.fatal()).isEmpty();
        assertThat(reading.warnings())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.field()).isEqualTo("operation.sync.dryRun");
                            assertThat(problem.message()).endsWith("so no sync is begun");
                        });
    }

    @Test
    void anOperationWithoutRetryIsTriedOnce() {
        Operation operation =
                ApplicationReaderTest.read(ApplicationReaderTest.USUAL + "operation: {sync: {}}")
                        .application()
                        .operation()
                        .orElseThrow();

        assertThat(operation.retry().allowsAnother(0)).isFalse();
        assertThat(operation.sync().orElseThrow().strategy()).isEqualTo(Strategy.HOOK);
    }

    @Test
    void aPartialSyncAndTheApplyStrategySkipHooks() {
        SyncRequest whole = SyncRequest.to("9f2c", List.of(), false, SyncOptions.NONE);

        assertThat(whole.skipsHooks()).isFalse();
        assertThat(whole.only(List.of(new Selected("", "Service", "", "web")), 1).skipsHooks())
                .isTrue();
        assertThat(sync("{syncStrategy: {apply: {}}}").skipsHooks()).isTrue();
        assertThat(sync("{syncStrategy: {hook: {}}}").skipsHooks()).isFalse();
    }

    private static SyncRequest sync(String written) {
        return ApplicationReaderTest.read(
                        ApplicationReaderTest.USUAL + "operation: {sync: " + written + "}")
                .application()
                .operation()
                .flatMap(Operation::sync)
                .orElseThrow();
    }

    @Test
    void aSelectionMatchesByNameAndByStar() {
        Selected any = new Selected("*", "*", "", "web");

        assertThat(any.matches("apps", "Deployment", "prod", "web")).isTrue();
        assertThat(any.matches("apps", "Deployment", "prod", "api")).isFalse();
        Selected one = new Selected("apps", "Deployment", "prod", "web");
        assertThat(one.matches("apps", "Deployment", "test", "web")).isFalse();
    }

    @Test
    void theSourceOfARollbackIsJudgedByItself() {
        SourceReading reading =
                ApplicationReader.readSource(Map.of("repoURL", "https://a", "chart", "nginx"));

        assertThat(reading.source().chart()).isEqualTo("nginx");
        assertThat(reading.problems())
                .extracting(SpecProblem::field)
                .containsExactly("source.chart");
    }
}
