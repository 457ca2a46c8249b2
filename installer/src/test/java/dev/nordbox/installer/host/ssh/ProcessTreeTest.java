package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessTreeTest {
    private static final String BEFORE =
            stat(1, "systemd", "S", 0, 90, 10)
                    + stat(70, "sh", "S", 1, 1, 0)
                    + stat(71, "sudo (-n) x", "S", 70, 2, 1)
                    + stat(72, "kubectl", "S", 71, 40, 5)
                    + stat(90, "k3s-server", "S", 1, 5000, 100);

    @Test
    void whatDescendsFromACommandCounts() {
        String after =
                BEFORE.replace(stat(72, "kubectl", "S", 71, 40, 5), stat(72, "k", "S", 71, 41, 5));

        assertThat(pulse(after)).isNotEqualTo(pulse(BEFORE));
    }

    @Test
    void whatOthersDoDoesNotCount() {
        String after = BEFORE.replace(" 5000 ", " 9999 ");

        assertThat(pulse(after)).isEqualTo(pulse(BEFORE));
    }

    @Test
    void whoWaitsForAProcessorOrADiskMoves() {
        String runnable = BEFORE.replace("(kubectl) S", "(kubectl) R");
        String writing = BEFORE.replace("(kubectl) S", "(kubectl) D");

        assertThat(pulse(runnable)).isNotEqualTo(pulse(runnable));
        assertThat(pulse(writing)).isNotEqualTo(pulse(writing));
    }

    @Test
    void aProcessThatCameOrWentMoved() {
        assertThat(pulse(BEFORE + stat(73, "diff", "S", 72, 0, 0))).isNotEqualTo(pulse(BEFORE));
    }

    @Test
    void aCommandThatIsNotThereHasNoPulse() {
        assertThat(ProcessTree.parse(BEFORE).pulse(4711)).isEmpty();
        assertThat(ProcessTree.parse("welcome\n71 (half").pulse(71)).isEmpty();
    }

    private static String pulse(String stats) {
        return ProcessTree.parse(stats).pulse(70).orElseThrow();
    }

    private static String stat(
            int pid, String name, String state, int parent, int user, int kernel) {
        return "%d (%s) %s %d 70 70 0 -1 4194560 311 0 0 0 %d %d 0 0 20 0 1 0 5203\n"
                .formatted(pid, name, state, parent, user, kernel);
    }
}
