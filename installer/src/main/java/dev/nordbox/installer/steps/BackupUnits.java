package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BackupConfig;

/**
 * Model of the units that make kits.
 *
 * @param java path of the program; a bare word in the template, checked where the controller's is
 * @param directory that kits go to, a bare word as well; {@code ""} when they go elsewhere
 * @param calendar when, as systemd has it
 * @param proxied its service goes through a proxy that the box' settings name
 * @param delay up to how many seconds later, so that many boxes do not come at once
 */
public record BackupUnits(
        String java, String directory, boolean proxied, String calendar, long delay) {

    static BackupUnits of(String java, BackupConfig backup, boolean proxied) {
        return new BackupUnits(
                ControllerUnit.of(java, proxied).java(),
                BackupModel.directory(backup).orElse(""),
                proxied,
                backup.schedule().calendar(),
                backup.schedule().delay().toSeconds());
    }
}
