package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a pod that was just made counts as one that runs. */
class CanaryStateTest {
    private static final String RUNS = "phase=Running|address=10.42.0.9|running=yes|";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; it is not there",
                "why=no pause; it is not there: no pause",
                "phase=Pending|why=0/1 nodes are available; it has no address, and is Pending: 0/1 nodes are available",
                "phase=Pending|address=10.42.0.9|why=ErrImageNeverPull; it is Pending: ErrImageNeverPull",
                "phase=Failed|address=10.42.0.9|why=StartError, exit code 128; it is Failed: StartError, exit code 128",
                "phase=Running|running=yes; it runs, and has no address",
                RUNS + "dns=refused; it runs, and the cluster's DNS does not answer it: refused",
                RUNS + "; it runs, and the cluster's DNS does not answer it",
            })
    void whatIsMissingIsSaidWithWhatTheClusterSays(String lines, String trouble) {
        assertThat(state(lines).trouble(true)).hasValue(trouble);
    }

    @Test
    void oneThatRunsAndIsAnsweredIsWell() {
        assertThat(state(RUNS + "dns=answered").trouble(true)).isEmpty();
    }

    @Test
    void aBoxWithoutDnsBeforeNeedsNone() {
        assertThat(state(RUNS).trouble(false)).isEmpty();
        assertThat(state(RUNS + "dns=refused").trouble(false)).isEmpty();
    }

    @Test
    void theEventStandsBehindWhatThePodSays() {
        assertThat(
                        state("phase=Pending|why=ContainerCreating|event=FailedCreatePodSandBox: x")
                                .why())
                .isEqualTo("ContainerCreating; FailedCreatePodSandBox: x");
        assertThat(state("event=FailedCreate: SUP-01").trouble(true))
                .hasValue("it is not there: FailedCreate: SUP-01");
    }

    @Test
    void aMessageThatOnlyCountsOnIsNoNews() {
        CanaryState one = state("phase=Pending|event=Failed: attempt 3 of sandbox 5f7a");
        CanaryState two = state("phase=Pending|event=Failed: attempt 4 of sandbox 6b01");

        assertThat(one.sight()).isEqualTo(two.sight());
        assertThat(state(RUNS).sight()).isNotEqualTo(one.sight());
    }

    private static CanaryState state(String lines) {
        return CanaryState.parse(lines.replace('|', '\n'));
    }
}
