package dev.nordbox.appliance.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.YamlObject;
import org.junit.jupiter.api.Test;

/** Health of an Application as an object of another one. */
class ChildApplicationTest {

    private static final String SYNCED =
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: child}
            spec:
              source: {repoURL: 'https://git.example.org/a', path: web}
              syncPolicy: {automated: {}}
            status:
              sync:
                status: Synced
                comparedTo: {source: {repoURL: 'https://git.example.org/a', path: web}}
              health: {status: Healthy}
              operationState: {phase: Succeeded}
            """;

    @Test
    void itIsHealthyInSyncAtWhatItAsksFor() {
        assertThat(assess(SYNCED)).isEqualTo(Health.HEALTHY);
    }

    @Test
    void oneThatNobodyHasLookedAtIsUnderWay() {
        assertThat(assess(SYNCED.substring(0, SYNCED.indexOf("status:"))).status())
                .isEqualTo(HealthStatus.PROGRESSING);
    }

    @Test
    void itsOwnTroubleIsItsHealth() {
        assertThat(
                        assess(
                                SYNCED.replace(
                                        "{status: Healthy}",
                                        "{status: Degraded, message: Caused by web}")))
                .isEqualTo(Health.degraded("Caused by web"));
    }

    @Test
    void aSpecThatChangedSinceIsUnderWayThoughItWasHealthy() {
        assertThat(assess(SYNCED.replaceFirst("path: web", "path: next")).status())
                .isEqualTo(HealthStatus.PROGRESSING);
    }

    @Test
    void aSyncThatRunsOrIsAskedForIsUnderWay() {
        assertThat(assess(SYNCED.replace("Succeeded", "Running")).status())
                .isEqualTo(HealthStatus.PROGRESSING);
        assertThat(assess(SYNCED + "operation: {sync: {}}\n").status())
                .isEqualTo(HealthStatus.PROGRESSING);
    }

    @Test
    void outOfSyncIsUnderWayUntilTheSyncFails() {
        String waiting = SYNCED.replace("status: Synced", "status: OutOfSync");

        assertThat(assess(waiting).status()).isEqualTo(HealthStatus.PROGRESSING);
        assertThat(assess(waiting.replace("phase: Succeeded", "phase: Failed, message: refused")))
                .isEqualTo(Health.degraded("The last sync failed: refused"));
    }

    @Test
    void whatIsInTheWayOfTheComparisonIsSaid() {
        String unknown =
                SYNCED.replace("status: Synced", "status: Unknown")
                        + "  conditions: [{type: ComparisonError, message: api/x.yaml has no kind}]\n";

        assertThat(assess(unknown))
                .isEqualTo(Health.progressing("Waiting to be in sync: api/x.yaml has no kind"));
    }

    @Test
    void whatWaitsForAPersonToDeleteItIsNoWaitForOthers() {
        String open =
                "  resources: [{kind: StatefulSet, status: OutOfSync, requiresPruning: %s}]\n";
        String waiting = SYNCED.replace("status: Synced", "status: OutOfSync");

        assertThat(assess(waiting + open.formatted(true))).isEqualTo(Health.HEALTHY);
        assertThat(assess(waiting + open.formatted(false)).status())
                .isEqualTo(HealthStatus.PROGRESSING);
    }

    @Test
    void oneThatPeopleSyncIsAsItsObjectsAre() {
        String manual =
                SYNCED.replace("status: Synced", "status: OutOfSync")
                        .replace("automated: {}", "automated: {enabled: false}");

        assertThat(assess(manual)).isEqualTo(Health.HEALTHY);
    }

    @Test
    void aSpecThatCannotBeHonouredIsDegradedForOnlyACommitMendsIt() {
        assertThat(
                        assess(
                                SYNCED
                                        + "  conditions: [{type: InvalidSpecError,"
                                        + " message: spec.source.helm}]\n"))
                .isEqualTo(Health.degraded("spec.source.helm"));
    }

    private static Health assess(String yaml) {
        return HealthRules.assess(YamlObject.of(yaml));
    }
}
