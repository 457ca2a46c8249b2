package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BackupConfig;
import java.time.Duration;

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
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(30);

    static BackupUnits of(String java, BackupConfig backup, boolean proxied) {
        Duration interval = backup.schedule().interval();
        Duration tenth = interval.dividedBy(10);
        return new BackupUnits(
                ControllerUnit.of(java, proxied).java(),
                BackupModel.directory(backup).orElse(""),
                proxied,
                backup.schedule().calendar(),
                (tenth.compareTo(LONGEST_DELAY) < 0 ? tenth : LONGEST_DELAY).toSeconds());
    }
}
