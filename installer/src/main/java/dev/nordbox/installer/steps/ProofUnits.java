package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BackupConfig.Schedule;
import dev.nordbox.installer.evidence.SelfProof;

/**
 * Model of the units that have a box prove itself.
 *
 * @param java path of the program; a bare word in the template, checked where the controller's is
 * @param calendar when, as systemd has it
 * @param delay up to how many seconds later, so that many boxes do not come at once
 * @param settle seconds from a start of k3s, in which what it runs has come up
 */
public record ProofUnits(String java, String calendar, long delay, long settle) {
    static ProofUnits of(String java, Schedule schedule) {
        return new ProofUnits(
                ControllerUnit.of(java, false).java(),
                schedule.calendar(),
                schedule.delay().toSeconds(),
                SelfProof.SETTLE.toSeconds());
    }
}
