package dev.nordbox.installer.wiring;

import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.StoreAddress;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.store.DirectoryStore;
import dev.nordbox.installer.store.Store;
import dev.nordbox.installer.store.StoreRefused;
import dev.nordbox.installer.store.s3.AwsEnvironment;
import dev.nordbox.installer.store.s3.S3Advice;
import dev.nordbox.installer.store.s3.S3Credentials;
import dev.nordbox.installer.store.s3.S3Place;
import dev.nordbox.installer.store.s3.S3Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens the places that kits lie in for a person whose box is gone: with what nordbox.yaml says of
 * the same place, and with the keys and credentials that the person has.
 *
 * @param said the target that nordbox.yaml names
 * @param ssh how to get in where the place is another host
 * @param identity the key for that; empty: as ssh does
 * @param hostKey that host's; empty: nordbox.yaml's, else known_hosts decides
 */
public record PersonsStores(
        Surroundings around,
        Optional<Target> said,
        SshConnection ssh,
        Optional<String> identity,
        Optional<String> hostKey) {

    /**
     * @throws ProblemException KIT_UNUSABLE for a store that cannot be opened, LOGIN_REFUSED and
     *     HOST_UNREACHABLE as for a box
     */
    public Store open(StoreAddress address) throws ProblemException {
        if (address instanceof StoreAddress.Folder folder) {
            return folder(folder);
        }
        if (address instanceof StoreAddress.Bucket bucket) {
            try {
                return bucket(bucket);
            } catch (StoreRefused e) {
                throw unusable(String.valueOf(e.getMessage()), bucket.text(), e.remedy(), e);
            } catch (IOException e) {
                throw unusable(Reason.of(e), bucket.text(), "see to it, and run it again", e);
            }
        }
        return new DirectoryStore(Path.of(address.text()));
    }

    private Store folder(StoreAddress.Folder folder) throws ProblemException {
        Optional<Target.Sftp> known =
                said.filter(Target.Sftp.class::isInstance)
                        .map(Target.Sftp.class::cast)
                        .filter(target -> isAt(folder, target));
        BoxConfig.Ssh login =
                new BoxConfig.Ssh(
                        known.map(Target.Sftp::login).orElse(folder.login()),
                        Optional.empty(),
                        hostKey.or(() -> known.map(Target.Sftp::hostKey)),
                        identity.or(() -> known.flatMap(Target.Sftp::key).filter(this::isHere)));
        return ssh.folder(login, folder.path(), folder.text());
    }

    private static boolean isAt(StoreAddress.Folder folder, Target.Sftp target) {
        String login = folder.login();
        return login.equals(target.login())
                || target.login().equals(login + ":22")
                || target.login().endsWith("@" + login)
                || target.login().endsWith("@" + login + ":22");
    }

    private boolean isHere(String file) {
        return Files.isReadable(Path.of(file));
    }

    private Store bucket(StoreAddress.Bucket bucket) throws IOException {
        AwsEnvironment environment = new AwsEnvironment(around.environment(), around.home());
        Optional<Target.S3> known =
                said.filter(Target.S3.class::isInstance)
                        .map(Target.S3.class::cast)
                        .filter(target -> target.bucket().equals(bucket.bucket()));
        AwsEnvironment.Found who = credentials(environment, known);
        around.redactor().register(who.credentials().secretKey());
        around.redactor().register(who.credentials().session());
        S3Place place =
                known.isPresent()
                        ? place(bucket, known.get(), who)
                        : place(bucket, environment, who);
        return S3Store.open(
                place,
                who.credentials(),
                known.flatMap(Target.S3::ca).filter(this::isHere).map(Path::of).or(environment::ca),
                around.clock());
    }

    /** The person's own; else those for the box, where they lie here: they may read as well. */
    private AwsEnvironment.Found credentials(AwsEnvironment environment, Optional<Target.S3> known)
            throws IOException {
        Optional<String> file = known.flatMap(Target.S3::credentials).filter(this::isHere);
        try {
            return environment.credentials();
        } catch (StoreRefused e) {
            if (file.isEmpty()) {
                throw e;
            }
            String text = Files.readString(Path.of(file.get()));
            return new AwsEnvironment.Found(S3Credentials.parse(text, file.get()), file.get());
        }
    }

    private static S3Place place(
            StoreAddress.Bucket bucket, Target.S3 known, AwsEnvironment.Found who) {
        return new S3Place(
                bucket.text(),
                URI.create(known.endpoint()),
                bucket.bucket(),
                bucket.prefix(),
                known.region(),
                known.pathStyle(),
                S3Advice.toAReader(who.where(), "`backup.target.s3` of nordbox.yaml"));
    }

    /** Without an endpoint it is AWS' own, which wants the bucket before the host's name. */
    private static S3Place place(
            StoreAddress.Bucket bucket, AwsEnvironment environment, AwsEnvironment.Found who)
            throws StoreRefused {
        Optional<URI> endpoint = environment.endpoint();
        String region = environment.region();
        return new S3Place(
                bucket.text(),
                endpoint.orElse(URI.create("https://s3.%s.amazonaws.com".formatted(region))),
                bucket.bucket(),
                bucket.prefix(),
                region,
                endpoint.isPresent() || bucket.bucket().contains("."),
                S3Advice.toAReader(
                        who.where(),
                        endpoint.isPresent()
                                ? "AWS_ENDPOINT_URL"
                                : "the region, %s, as AWS has them".formatted(region)));
    }

    private static ProblemException unusable(
            String what, String where, String remedy, IOException e) {
        return new ProblemException(ExitCode.KIT_UNUSABLE, new Problem(what, where, remedy), e);
    }
}
