package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.templates.ShellWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One large file on its way: survey, send what is missing to a private part file, prove, rename.
 *
 * <p>The part file carries the sum in its name and outlives a lost connection, so that the next run
 * sends the rest only. The sum is computed over the whole on the far side: a part from elsewhere
 * costs time, never correctness.
 */
final class Upload {
    /** Hashing some hundred MB on a small machine. */
    private static final Duration HASHING = Duration.ofMinutes(10);

    /** A disk may take its time with what has arrived. */
    private static final Duration RECEIVING = Duration.ofMinutes(2);

    private static final int MISMATCH = 65;

    private final SshHost host;
    private final SshTarget target;
    private final Path local;
    private final String sha256;
    private final String path;
    private final String mode;

    Upload(SshHost host, SshTarget target, Path local, String sha256, String path, String mode) {
        this.host = host;
        this.target = target;
        this.local = local;
        this.sha256 = sha256;
        this.path = path;
        this.mode = mode;
    }

    void perform(TransferProgress progress) throws HostException {
        long size = localSize();
        String survey = survey(size);
        if (survey.startsWith("present")) {
            progress.transferred(size, size);
            return;
        }
        Part part = stage();
        requireSpace(part, survey, size);
        send(part, part.sent(size), size, progress);
        Optional<String> otherSum = finish(part);
        if (otherSum.isPresent() && part.sent(size) > 0) {
            // The old part was not the beginning of this file.
            part = stage();
            send(part, 0, size, progress);
            otherSum = finish(part);
        }
        if (otherSum.isPresent()) {
            throw otherSum(otherSum.get());
        }
    }

    private long localSize() throws HostException {
        try {
            return Files.size(local);
        } catch (IOException e) {
            throw new HostException(
                    ExitCode.ARTIFACT_INVALID,
                    new Problem(
                            "cannot be read for the upload: " + Unreachable.root(e),
                            local.toString(),
                            "run the same command again; it fetches what is missing"),
                    e);
        }
    }

    private String survey(long size) throws HostException {
        Command survey =
                Command.script(
                                "look for " + path,
                                Script.beside(Upload.class, "survey-upload.sh"),
                                path,
                                sha256,
                                Long.toString(size),
                                mode)
                        .withRoot()
                        .within(HASHING);
        return host.run(survey).orFail(host, survey).stdout();
    }

    private void requireSpace(Part part, String survey, long size) throws HostException {
        try {
            requireSpace(part.space(), size - part.sent(size));
            if (!part.isBeside(path)) {
                // What is put in place is a copy of the part.
                requireSpace(survey, size);
            }
        } catch (HostException e) {
            if (part.size() == 0) {
                host.run(Command.of("rm", "-f", "--", part.path())); // nobody comes back to it
            }
            throw e;
        }
    }

    private void requireSpace(String df, long bytes) throws HostException {
        Optional<DiskSpace> space = DiskSpace.parse(df);
        if (space.isPresent() && !space.get().holds(bytes)) {
            throw space.get().full(target, "uploading " + path, bytes);
        }
    }

    /** Root writes beside the target; another login into its home, root moves it from there. */
    private Part stage() throws HostException {
        String fileName = path.substring(path.lastIndexOf('/') + 1);
        String directory = target.isRoot() ? path.substring(0, path.lastIndexOf('/') + 1) : "";
        Command stage =
                Command.script(
                        "make room for " + path,
                        Script.beside(Upload.class, "stage-upload.sh"),
                        directory,
                        ".nordbox-" + fileName,
                        sha256.substring(0, 16));
        return Part.parse(host.run(stage).orFail(host, stage).stdout());
    }

    private void send(Part part, long from, long size, TransferProgress progress)
            throws HostException {
        SshConnection connection = host.connection();
        // Not by SFTP: sshd starts its server in the login's shell, whatever that prints first.
        String line = "cat %s %s".formatted(from == 0 ? ">" : ">>", ShellWords.quote(part.path()));
        Command receive = Command.of("receive " + path).within(RECEIVING);
        Frame frame = Frame.around(line);
        try {
            CommandOutcome outcome =
                    connection.pour(
                            out -> new LocalBytes(local, size).copy(out, from, progress),
                            frame,
                            receive);
            CommandOutcome received = frame.open(target, outcome);
            if (!received.succeeded()) {
                throw new IOException(received.stderr().strip());
            }
        } catch (IOException e) {
            if (!connection.isOpen()) {
                throw connection.lost("the upload of " + path, e);
            }
            throw refused(part, size, e);
        }
    }

    /** A full disk cuts the stream short; df knows. */
    private HostException refused(Part part, long size, IOException failure) throws HostException {
        Command df = Command.of("df", "-Pk", "--", part.path());
        Optional<DiskSpace> space = DiskSpace.parse(host.run(df).stdout());
        if (space.isPresent() && !space.get().holds(1 << 20)) {
            return space.get().full(target, "uploading " + path, size);
        }
        return new HostException(
                ExitCode.STEP_FAILED,
                new Problem(
                        "the upload of %s to %s failed: %s"
                                .formatted(path, part.path(), Unreachable.root(failure)),
                        target.name(),
                        "run the same command again; it goes on where it stopped"),
                failure);
    }

    /** Empty when the file is in place; else the sum of what arrived. */
    private Optional<String> finish(Part part) throws HostException {
        Command finish =
                Command.script(
                                "verify " + path,
                                Script.beside(Upload.class, "finish-upload.sh"),
                                part.path(),
                                path,
                                sha256,
                                mode)
                        .withRoot()
                        .within(HASHING);
        CommandOutcome outcome = host.run(finish);
        if (outcome.exitCode() == MISMATCH) {
            return Optional.of(outcome.stdout().strip());
        }
        outcome.orFail(host, finish);
        return Optional.empty();
    }

    private HostException otherSum(String sum) {
        return new HostException(
                ExitCode.ARTIFACT_INVALID,
                new Problem(
                        "SHA-256 of %s is %s on the host, expected %s; %s was left as it was"
                                .formatted(local.getFileName(), sum, sha256, path),
                        target.name(),
                        "the local file is not the one whose sum is known: fetch it again"));
    }
}
