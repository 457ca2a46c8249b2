package dev.nordbox.installer.cli;

import dev.nordbox.installer.backup.KitAddress;
import dev.nordbox.installer.backup.KitsInStore;
import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.config.StoreAddress;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.store.Store;
import dev.nordbox.installer.wiring.PersonsStores;
import dev.nordbox.installer.wiring.SshConnection;
import dev.nordbox.installer.wiring.SshFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How to get at kits where they are stored. Where a store speaks S3, the variables and files of
 * AWS' tools say who asks; no secret is ever an argument.
 */
final class StoreOptions {
    @Option(
            names = "--store-identity",
            paramLabel = "FILE",
            description =
                    "the key that an SFTP store lets in; default: `key` of nordbox.yaml, else as"
                            + " ssh does")
    @Nullable String identity;

    @Option(
            names = "--store-host-key",
            paramLabel = "SHA256:…",
            description =
                    "an SFTP store's key fingerprint; default: `hostKey` of nordbox.yaml, else"
                            + " known_hosts, else you are asked")
    @Nullable String hostKey;

    /**
     * @param settings a nordbox.yaml that may say more of the place
     * @param sshConfig in place of the usual files
     */
    Store open(
            StoreAddress address,
            Optional<Path> settings,
            Optional<String> sshConfig,
            Surroundings around,
            Output output)
            throws ProblemException {
        return new PersonsStores(
                        around,
                        target(settings, around),
                        new SshConnection(
                                around,
                                new SshFlags(
                                        FirstContact.ASK,
                                        sshConfig,
                                        hostKey != null
                                                ? "--store-host-key"
                                                : BoxOptions.keyOf(
                                                        settings, "backup.target.sftp.hostKey")),
                                output),
                        Optional.ofNullable(identity),
                        Optional.ofNullable(hostKey))
                .open(address);
    }

    /** What is done with the kits of a store. */
    @FunctionalInterface
    interface Use<T> {
        T of(KitsInStore kits) throws ProblemException;
    }

    /** As {@link #open}, for as long as it is used. */
    <T> T in(
            StoreAddress address,
            Optional<Path> settings,
            Optional<String> sshConfig,
            Surroundings around,
            Output output,
            Use<T> use)
            throws ProblemException {
        try (Store store = open(address, settings, sshConfig, around, output)) {
            return use.of(new KitsInStore(store));
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.KIT_UNUSABLE,
                    new Problem(
                            "the store cannot be left: " + Reason.of(e),
                            address.text(),
                            "run it again"),
                    e);
        }
    }

    /**
     * The place that a word names, or the target of a nordbox.yaml.
     *
     * @param said a store, a directory, or a nordbox.yaml
     * @throws ProblemException USAGE when it is none of these
     */
    static KitAddress address(String said, Surroundings around) throws ProblemException {
        if (!isFile(said)) {
            return KitAddress.parse(said, "--from");
        }
        Target target =
                target(Optional.of(Path.of(said)), around)
                        .orElseThrow(
                                () ->
                                        unclear(
                                                "it names no `backup.target`",
                                                said,
                                                "name the store: --from s3://…, or sftp://…"));
        if (target instanceof Target.S3 s3) {
            return new KitAddress(
                    new StoreAddress.Bucket(s3.bucket(), s3.prefix()), Optional.empty());
        }
        if (target instanceof Target.Sftp sftp) {
            return new KitAddress(
                    new StoreAddress.Folder(sftp.login(), sftp.path()), Optional.empty());
        }
        throw unclear(
                "its kits lie in %s of the box itself".formatted(target.name()),
                said,
                "bring that disk here, and name the directory: --from DIR");
    }

    /** The nordbox.yaml that says more of a place: the one that named it, else the usual one. */
    static Optional<Path> settings(String said, Optional<Path> usual) {
        return isFile(said) ? Optional.of(Path.of(said)) : usual;
    }

    private static boolean isFile(String said) {
        return !StoreAddress.isElsewhere(said) && Files.isRegularFile(Path.of(said));
    }

    private static Optional<Target> target(Optional<Path> settings, Surroundings around)
            throws ProblemException {
        return settings.isEmpty()
                ? Optional.empty()
                : BoxOptions.reader(around).backup(settings.get()).map(BackupConfig::target);
    }

    private static ProblemException unclear(String what, String where, String remedy) {
        return new ProblemException(ExitCode.USAGE, new Problem(what, where, remedy));
    }
}
