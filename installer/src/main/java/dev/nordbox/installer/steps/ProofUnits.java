package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BackupConfig.Schedule;
import java.time.Duration;

/**
 * Model of the units that have a box prove itself.
 *
 * @param java path of the program; a bare word in the template, checked where the controller's is
 * @param calendar when, as systemd has it
 * @param delay up to how many seconds later, so that many boxes do not come at once
 * @param settle seconds from a start of k3s, in which what it runs has come up
 */
public record ProofUnits(String java, String calendar, long delay, long settle) {
    /** From a start of k3s until what it runs has come up. */
    public static final Duration SETTLE = Duration.ofMinutes(5);

    static ProofUnits of(String java, Schedule schedule) {
        return new ProofUnits(
                ControllerUnit.of(java, false).java(),
                schedule.calendar(),
                schedule.delay().toSeconds(),
                SETTLE.toSeconds());
    }
}
