package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.problem.ProblemException;
import org.junit.jupiter.api.Test;

class HostChecksTest {
    /** Nobody looks how swap is encrypted, so that would not end in a pass. */
    @Test
    void theRemedyForSwapIsOneThatPasses() throws ProblemException {
        SeenBox box = SeenBox.good().put("swap", "/dev/dm-1 partition 1048572 0 -2");

        assertThat(Checks.examine("swap-off", box.seen()).reason())
                .contains("swapoff -a", "/etc/fstab")
                .doesNotContain("encrypt");
    }
}
