package dev.nordbox.appliance.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.YamlObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodHealthTest {

    private static final String NEVER = "Never";
    private static final String READY =
            "phase: Running, conditions: [{type: Ready, status: 'True'}]";

    @ParameterizedTest(name = "{1}, {2}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Healthy     | Always    | phase: Running, conditions: [{type: Ready, status: 'True'}]",
                "Progressing | Always    | phase: Running, conditions: [{type: Ready, status: 'False'}]",
                "Degraded    | Always    | phase: Running, containerStatuses: [{lastState: {terminated: {exitCode: 1}}}]",
                "Progressing | Always    | phase: Pending",
                "Progressing | OnFailure | phase: Running, conditions: [{type: Ready, status: 'True'}]",
                "Progressing | Never     | phase: Running, conditions: [{type: Ready, status: 'True'}]",
                "Healthy     | Never     | phase: Succeeded",
                "Degraded    | Never     | phase: Failed",
                "Unknown     | Always    | phase: Unknown",
                "Unknown     | Always    | ",
            })
    void itsPhaseAndRestartPolicyTell(String health, String restartPolicy, String status) {
        assertThat(pod(restartPolicy, "", status == null ? "" : status).status())
                .hasToString(health);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CrashLoopBackOff",
                "ImagePullBackOff",
                "ErrImagePull",
                "CreateContainerError"
            })
    void aContainerThatWaitsForWhatDoesNotPassIsDegraded(String reason) {
        String status =
                "phase: Pending, containerStatuses: [{state: {waiting: {reason: "
                        + reason
                        + ", message: m}}}]";

        assertThat(pod("Always", "", status)).isEqualTo(Health.degraded("m"));
    }

    @Test
    void aContainerThatIsBeingMadeIsNot() {
        String status =
                "phase: Pending, containerStatuses: [{state: {waiting: {reason: ContainerCreating}}}]";

        assertThat(pod("Always", "", status).status()).isEqualTo(HealthStatus.PROGRESSING);
    }

    @Test
    void aHookIsNotFailedEarlyForItMayStillRun() {
        String status =
                "phase: Pending, containerStatuses: [{state: {waiting: {reason: ImagePullBackOff}}}]";

        assertThat(pod(NEVER, "", status).status()).isEqualTo(HealthStatus.PROGRESSING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{message: disk full, exitCode: 1}   | disk full",
                "{reason: OOMKilled, exitCode: 137}  | OOMKilled",
                "{exitCode: 3}                       | container \"c\" failed with exit code 3",
                "{exitCode: 0}                       | ``",
            })
    void aFailedOneTellsWhatItsContainerSaid(String terminated, String message) {
        String status =
                "phase: Failed, initContainerStatuses: [{name: c, state: {terminated: "
                        + terminated
                        + "}}]";

        assertThat(pod(NEVER, "", status)).isEqualTo(Health.degraded(message));
    }

    @Test
    void oneThatDoesNotRestartMayBeJudgedAsOneThatDoesUnlessItIsAHook() {
        String ignore = "argocd.argoproj.io/ignore-restart-policy: 'true'";

        assertThat(pod(NEVER, ignore, READY).status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(pod(NEVER, ignore + ", argocd.argoproj.io/hook: Sync", READY).status())
                .isEqualTo(HealthStatus.PROGRESSING);
        assertThat(pod(NEVER, ignore + ", helm.sh/hook: pre-install", READY).status())
                .isEqualTo(HealthStatus.PROGRESSING);
    }

    private static Health pod(String restartPolicy, String annotations, String status) {
        return HealthRules.assess(
                YamlObject.of(
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: x, annotations: {%s}}
                        spec: {restartPolicy: %s}
                        status: {%s}
                        """
                                .formatted(annotations, restartPolicy, status)));
    }
}
