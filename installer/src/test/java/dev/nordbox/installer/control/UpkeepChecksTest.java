package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.problem.ProblemException;
import org.junit.jupiter.api.Test;

/** What a check of upkeep tells people to do has to help. */
class UpkeepChecksTest {

    @Test
    void whatUpSetsIsHadByRunningIt() throws ProblemException {
        Finding off =
                updates("apt-daily-upgrade.timer is active", "apt-daily-upgrade.timer is inactive");

        assertThat(off.observed()).contains("apt-daily-upgrade.timer is inactive");
        assertThat(off.reason()).contains("run `up` again", "masked");
    }

    @Test
    void aRunThatIsOverdueIsNotHadByRunningUp() throws ProblemException {
        Finding overdue = updates("last=" + SeenBox.daysAgo(1), "last=" + SeenBox.daysAgo(20));

        assertThat(overdue.observed()).contains("20 days ago");
        assertThat(overdue.reason()).contains("apt-get update").doesNotContain("run `up`");
    }

    @Test
    void rulesThatAreLockedWaitForABoot() throws ProblemException {
        assertThat(rules("enabled=2").reason()).contains("reboot").doesNotContain("run `up`");
        assertThat(rules("enabled=1").reason()).contains("run `up` again");
        assertThat(rules("enabled=0").reason()).contains("audit=0");
    }

    private static Finding updates(String found, String by) throws ProblemException {
        return Checks.examine(
                "security-updates", SeenBox.good().replace("updates", found, by).seen());
    }

    private static Finding rules(String enabled) throws ProblemException {
        return Checks.examine(
                "audit-rules",
                SeenBox.good()
                        .put("auditd", "installed=yes\nservice=active\n" + enabled + "\n")
                        .seen());
    }
}
