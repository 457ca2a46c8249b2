package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.config.BackupFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Model of {@code backup.yaml}, which {@code BackupFile} reads on the box.
 *
 * @param directory {@code ""} unless kits go there
 * @param sftp empty unless kits go there
 * @param s3 empty unless kits go there
 * @param ca file on the box that vouches for that store; {@code ""} for none of its own
 */
public record BackupModel(
        String box,
        String host,
        List<String> recipients,
        String schedule,
        String directory,
        List<Target.Sftp> sftp,
        List<Target.S3> s3,
        String ca,
        BackupConfig.Keep keep,
        String staleAfter) {

    static BackupModel of(String box, String host, BackupConfig backup) {
        return new BackupModel(
                box,
                host,
                backup.recipients(),
                backup.schedule().text(),
                directory(backup).orElse(""),
                backup.target() instanceof Target.Sftp sftp ? List.of(sftp) : List.of(),
                backup.target() instanceof Target.S3 s3 ? List.of(s3) : List.of(),
                backup.target() instanceof Target.S3 s3 && s3.ca().isPresent() ? BackupFile.CA : "",
                backup.keep(),
                length(backup.staleAfter()));
    }

    private static String length(Duration time) {
        return time.toHours() % 24 == 0 ? time.toDays() + "d" : time.toHours() + "h";
    }

    static Optional<String> directory(BackupConfig backup) {
        return backup.target() instanceof Target.Directory directory
                ? Optional.of(directory.path())
                : Optional.empty();
    }
}
