package dev.nordbox.installer.up;

import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.problem.ProblemException;

/**
 * Tells which key the box takes its kits away with, for whoever runs the store; or that none are.
 */
public final class TellBackupKey implements Up.Arrival {
    private static final Command ASK = Command.of("cat", BackupFile.KEY + ".pub").withRoot();

    private final Output output;

    public TellBackupKey(Output output) {
        this.output = output;
    }

    @Override
    public void complete(Host host, BoxConfig config) throws ProblemException {
        if (config.backup().isEmpty()) {
            output.tell(new Event.Noted("backup", BackupFile.NONE_MADE));
        }
        if (config.backup().map(BackupConfig::target).orElse(null) instanceof Target.Sftp sftp) {
            CommandOutcome key = host.run(ASK).orFail(host, ASK);
            output.tell(
                    new Event.Noted(
                            "backup",
                            "let this key into %s, then try it with `kit make`: %s"
                                    .formatted(sftp.name(), key.stdout().strip())));
        }
    }
}
