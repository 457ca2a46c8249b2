package dev.nordbox.installer.wiring;

import dev.nordbox.installer.backup.Stores;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.host.ssh.SftpLogin;
import dev.nordbox.installer.host.ssh.SftpStore;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.store.DirectoryStore;
import dev.nordbox.installer.store.Store;
import java.nio.file.Path;

/**
 * The places that kits can go to.
 *
 * @param key the box' own, for hosts that want one
 * @param home where what is known of hosts is kept
 */
public record BackupStores(Path key, Path home) implements Stores {

    @Override
    public Store open(Target target) throws ProblemException {
        if (target instanceof Target.Sftp sftp) {
            SftpLogin login = new SftpLogin(sftp.login(), sftp.hostKey(), key, home);
            return SftpStore.open(login, sftp.path(), sftp.name());
        }
        return new DirectoryStore(Path.of(((Target.Directory) target).path()));
    }
}
