package dev.nordbox.installer.kubeconfig;

import dev.nordbox.installer.file.OwnFile;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.ApiEndpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A kubeconfig on this machine. A box gets one cluster, one user and one context of its name; other
 * entries stay as they are. An entry of that name which nordbox did not write is left alone unless
 * told otherwise. The current context changes only when there was none.
 */
public final class KubeconfigFile {

    /** What to do about an entry of the box' name that somebody else wrote. */
    public enum Foreign {
        REFUSE,
        REPLACE
    }

    /**
     * What became of the file.
     *
     * @param backup the file as it was before; empty when it did not change, or was new
     */
    public record Merged(Path file, String context, boolean changed, Optional<Path> backup) {}

    private final Path file;

    public KubeconfigFile(Path file) {
        this.file = file;
    }

    /**
     * @throws ProblemException when the file cannot be read or written, holds a foreign entry of
     *     the same name, or another program is writing it
     */
    public Merged merge(BoxKubeconfig box, Foreign foreign) throws ProblemException {
        return locked(target -> merge(target, box, foreign));
    }

    /**
     * Takes the entries of a box away that nordbox wrote. What others wrote stays, and so does what
     * another box of the same name has by now.
     *
     * @param host it was reached at
     * @return names of the contexts that went
     * @throws ProblemException when the file cannot be read or written, or another program is
     *     writing it
     */
    public SortedSet<String> remove(String host, ApiEndpoint endpoint) throws ProblemException {
        return Files.exists(file)
                ? locked(target -> remove(target, host, endpoint))
                : new TreeSet<>();
    }

    private static SortedSet<String> remove(Path target, String host, ApiEndpoint endpoint)
            throws IOException, ProblemException {
        KubeconfigDocument document =
                KubeconfigDocument.parse(Files.readString(target), target.toString());
        SortedSet<String> gone = document.remove(host, endpoint.url());
        if (!gone.isEmpty()) {
            backUp(target);
            replace(target, document.text());
        }
        return gone;
    }

    /** Something that is done to the file, which is not a link. */
    private interface Work<T> {
        T on(Path target) throws IOException, ProblemException;
    }

    private <T> T locked(Work<T> work) throws ProblemException {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path target = target();
            Path lock = lock(target);
            Files.createFile(lock);
            try {
                return work.on(target);
            } finally {
                Files.deleteIfExists(lock);
            }
        } catch (FileAlreadyExistsException e) {
            throw refused(locked(Path.of(e.getFile())), e);
        } catch (IOException e) {
            throw refused(unwritable(Reason.of(e)), e);
        }
    }

    /** A link stays a link: what it points at is replaced. */
    private Path target() throws IOException {
        return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    }

    /** The same as kubectl's. */
    private static Path lock(Path target) {
        return target.resolveSibling(target.getFileName() + ".lock");
    }

    private Problem locked(Path lock) {
        return problem(
                "another program is writing it",
                "wait for it to end; if there is none, delete " + lock);
    }

    private Problem unwritable(String why) {
        return problem(
                "cannot be written: " + why,
                "check who may write it, or name another with --kubeconfig");
    }

    /** The file is replaced, so it is its directory that counts, or what that is made in. */
    private Optional<Problem> obstacle() throws IOException {
        Path target = target();
        Path lock = lock(target);
        if (Files.exists(lock)) {
            return Optional.of(locked(lock));
        }
        Path there = target.getParent();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            return Optional.of(unwritable(there + " is no directory"));
        }
        return Files.isWritable(there)
                ? Optional.empty()
                : Optional.of(unwritable(there + " is not yours to write"));
    }

    /** What {@link #merge} would refuse in the file as it is now. */
    public List<Problem> problems(String name, Foreign foreign) {
        try {
            Optional<Problem> obstacle = obstacle();
            if (obstacle.isPresent()) {
                return List.of(obstacle.get());
            }
            String text = Files.exists(file) ? Files.readString(file) : "";
            refuseForeign(KubeconfigDocument.parse(text, file.toString()), name, file, foreign);
            return List.of();
        } catch (ProblemException e) {
            return e.problems();
        } catch (IOException e) {
            return List.of(
                    problem(
                            "cannot be read: " + Reason.of(e),
                            "check who may read it, or name another with --kubeconfig"));
        }
    }

    private static void refuseForeign(
            KubeconfigDocument document, String name, Path target, Foreign foreign)
            throws ProblemException {
        List<String> others = document.foreignEntries(name);
        if (!others.isEmpty() && foreign == Foreign.REFUSE) {
            throw new ProblemException(
                    ExitCode.CONFIG_INVALID,
                    new Problem(
                            "has a %s `%s` that nordbox did not write"
                                    .formatted(String.join(" and a ", others), name),
                            target.toString(),
                            "give the box another name, or replace it with --force"));
        }
    }

    private Merged merge(Path target, BoxKubeconfig box, Foreign foreign)
            throws IOException, ProblemException {
        boolean isNew = !Files.exists(target);
        String before = isNew ? "" : Files.readString(target);
        KubeconfigDocument document = KubeconfigDocument.parse(before, target.toString());
        refuseForeign(document, box.name(), target, foreign);
        document.merge(KubeconfigDocument.parse(box.yaml(), box.toString()));
        String after = document.text();
        if (after.equals(before)) {
            return new Merged(target, box.name(), false, Optional.empty());
        }
        Optional<Path> backup = isNew ? Optional.empty() : Optional.of(backUp(target));
        replace(target, after);
        return new Merged(target, box.name(), true, backup);
    }

    private static Path backUp(Path target) throws IOException {
        Path backup = target.resolveSibling(target.getFileName() + ".before-nordbox");
        replace(backup, Files.readString(target));
        return backup;
    }

    private static void replace(Path target, String text) throws IOException {
        OwnFile.replaceAndClose(target, text.getBytes(StandardCharsets.UTF_8));
    }

    private Problem problem(String what, String remedy) {
        return new Problem(what, file.toString(), remedy);
    }

    private static ProblemException refused(Problem problem, IOException cause) {
        return new ProblemException(ExitCode.CONFIG_INVALID, problem, cause);
    }
}
