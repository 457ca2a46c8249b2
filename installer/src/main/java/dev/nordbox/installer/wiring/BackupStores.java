package dev.nordbox.installer.wiring;

import dev.nordbox.installer.backup.Stores;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.host.ssh.SftpLogin;
import dev.nordbox.installer.host.ssh.SftpStore;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.store.DirectoryStore;
import dev.nordbox.installer.store.Store;
import dev.nordbox.installer.store.StoreRefused;
import dev.nordbox.installer.store.s3.S3Credentials;
import dev.nordbox.installer.store.s3.S3Place;
import dev.nordbox.installer.store.s3.S3Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The places that kits can go to.
 *
 * @param key the box' own, for hosts that want one
 * @param credentials who the box is to a store that speaks S3, a file
 * @param home where what is known of hosts is kept
 * @param redactor is told of the credentials
 */
public record BackupStores(Path key, Path credentials, Path home, Redactor redactor, Clock clock)
        implements Stores {

    @Override
    public Store open(Target target) throws ProblemException {
        if (target instanceof Target.Sftp sftp) {
            SftpLogin login = new SftpLogin(sftp.login(), sftp.hostKey(), key, home);
            return SftpStore.open(login, sftp.path(), sftp.name());
        }
        if (target instanceof Target.S3 s3) {
            return bucket(s3);
        }
        return new DirectoryStore(Path.of(((Target.Directory) target).path()));
    }

    private Store bucket(Target.S3 s3) throws ProblemException {
        S3Place place =
                new S3Place(
                        s3.name(),
                        URI.create(s3.endpoint()),
                        s3.bucket(),
                        s3.prefix(),
                        s3.region(),
                        s3.pathStyle());
        try {
            S3Credentials who =
                    S3Credentials.parse(Files.readString(credentials), credentials.toString());
            redactor.register(who.secretKey());
            return S3Store.open(place, who, s3.ca().map(Path::of), clock);
        } catch (StoreRefused e) {
            throw unusable(e.getMessage(), s3.name(), e.remedy(), e);
        } catch (IOException e) {
            throw unusable(
                    "the credentials cannot be read: " + Reason.of(e),
                    credentials.toString(),
                    "run `up`, which brings them",
                    e);
        }
    }

    private static ProblemException unusable(
            String what, String where, String remedy, IOException e) {
        return new ProblemException(ExitCode.KIT_UNUSABLE, new Problem(what, where, remedy), e);
    }
}
