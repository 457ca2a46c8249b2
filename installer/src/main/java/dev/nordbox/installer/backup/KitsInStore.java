package dev.nordbox.installer.backup;

import dev.nordbox.installer.age.AgeException;
import dev.nordbox.installer.age.AgeShape;
import dev.nordbox.installer.backup.Backup.Listed;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.store.Incoming;
import dev.nordbox.installer.store.NewFile;
import dev.nordbox.installer.store.Store;
import dev.nordbox.installer.store.StoreRefused;
import dev.nordbox.installer.store.StoredFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The kits of whatever boxes a store has, for a person who has lost one. */
public final class KitsInStore {
    public static final String NEWEST = "newest";

    private static final int CHUNK = 64 << 10;

    /** More than a header can be, and what is read ahead of it. */
    private static final int HEADER = 2 << 20;

    private final Store store;

    public KitsInStore(Store store) {
        this.store = store;
    }

    /**
     * All that have a kit's name, newest first.
     *
     * @throws ProblemException KIT_UNUSABLE when the store does not say
     */
    public List<Listed> list() throws ProblemException {
        try {
            List<Listed> kits = new ArrayList<>();
            for (StoredFile file : store.list()) {
                KitName.parse(file.name())
                        .ifPresent(
                                name ->
                                        kits.add(
                                                new Listed(name.made(), file.name(), file.size())));
            }
            kits.sort(Comparator.comparing(Listed::made).reversed().thenComparing(Listed::file));
            return kits;
        } catch (IOException e) {
            throw notRead("the store cannot be looked into", e);
        }
    }

    /**
     * The newest is one of a time that has come, if there is any.
     *
     * @param wanted its file's name, or {@link #NEWEST}
     * @param warn told of what is newer by its name alone
     * @throws ProblemException KIT_UNUSABLE when there is none, or kits of several boxes are there
     *     and nobody says which
     */
    public Listed choose(String wanted, Instant now, Consumer<Problem> warn)
            throws ProblemException {
        List<Listed> kits =
                list().stream()
                        .sorted(Comparator.comparing((Listed kit) -> kit.isAheadOf(now)))
                        .toList();
        if (kits.isEmpty()) {
            throw unusable(
                    "no kit is there: nothing is called nordbox-BOX-TIME-HOST.kit",
                    "name the place that `backup.target` names, its prefix or path included");
        }
        if (!wanted.equals(NEWEST)) {
            return kits.stream()
                    .filter(kit -> kit.file().equals(wanted))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    unusable(
                                            "there is no %s; the newest is %s"
                                                    .formatted(wanted, kits.get(0).file()),
                                            "list them: `kit list --from`"));
        }
        List<String> boxes = kits.stream().map(Listed::box).distinct().sorted().toList();
        if (boxes.size() > 1) {
            throw unusable(
                    "it has kits of %d boxes: %s".formatted(boxes.size(), String.join(", ", boxes)),
                    "name one; the newest of each: " + newestOfEach(kits));
        }
        kits.stream()
                .filter(kit -> kit.isAheadOf(now))
                .map(kit -> dated(kit, now, kit.equals(kits.get(0))))
                .forEach(warn);
        return kits.get(0);
    }

    private Problem dated(Listed kit, Instant now, boolean chosen) {
        return new Problem(
                "%s is dated ahead of the clock here, where it is %s: it was %s"
                        .formatted(
                                kit.file(),
                                now.truncatedTo(ChronoUnit.SECONDS),
                                chosen ? "taken, as there is no other" : "not taken as the newest"),
                store.name(),
                "see that the clock is right; a kit that is wanted can be named");
    }

    private static String newestOfEach(List<Listed> kits) {
        return kits.stream()
                .collect(Collectors.toMap(Listed::box, Listed::file, (first, later) -> first))
                .values()
                .stream()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /**
     * Brings a kit here. Its file appears, closed to everybody else, once all of it is there and
     * looks as an age file does; whether it is genuine only its key tells.
     *
     * @param to what is there stays until then
     * @throws ProblemException KIT_UNUSABLE when it does not get here
     */
    public void fetch(Listed kit, Path to, TransferProgress progress) throws ProblemException {
        try (Incoming file = NewFile.beside(to)) {
            copy(kit, file, progress);
            file.keep();
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.KIT_UNUSABLE,
                    new Problem(
                            "the kit cannot be written here: "
                                    + (e instanceof NoSuchFileException
                                            ? "there is no such directory"
                                            : Reason.of(e)),
                            to.toString(),
                            "see to it, or name another file; the kit has %d MiB"
                                    .formatted((kit.size() >> 20) + 1)),
                    e);
        }
    }

    /**
     * What a kit begins with, all of its header included: enough to know who can open it.
     *
     * @throws ProblemException KIT_UNUSABLE when it cannot be read, or is not whole
     */
    public byte[] beginning(Listed kit) throws ProblemException {
        try (InputStream in = opened(kit)) {
            return in.readNBytes(HEADER);
        } catch (IOException e) {
            throw notRead("%s cannot be fetched".formatted(kit.file()), e);
        }
    }

    private void copy(Listed kit, Incoming file, TransferProgress progress)
            throws IOException, ProblemException {
        try (OutputStream out = file.stream();
                InputStream in = opened(kit)) {
            byte[] chunk = new byte[CHUNK];
            long read = 0;
            for (int count = read(in, chunk, kit); count >= 0; count = read(in, chunk, kit)) {
                out.write(chunk, 0, count);
                read += count;
                progress.transferred(read, kit.size());
            }
            if (read != kit.size()) {
                throw notWhole(
                        kit, "%d bytes came, and the store lists %d".formatted(read, kit.size()));
            }
        }
    }

    /** At its beginning, once that has proved to be one of an age file of this size. */
    private InputStream opened(Listed kit) throws ProblemException {
        try {
            InputStream in =
                    new BufferedInputStream(store.read(new StoredFile(kit.file(), kit.size())));
            in.mark(HEADER);
            AgeShape.check(in, kit.size());
            in.reset();
            return in;
        } catch (AgeException e) {
            throw notWhole(kit, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw notRead("%s cannot be fetched".formatted(kit.file()), e);
        }
    }

    private int read(InputStream in, byte[] chunk, Listed kit) throws ProblemException {
        try {
            return in.read(chunk);
        } catch (IOException e) {
            throw notRead("%s did not come whole".formatted(kit.file()), e);
        }
    }

    private ProblemException notWhole(Listed kit, String why) {
        return unusable(
                "%s is not a whole kit: %s".formatted(kit.file(), why),
                "take another: `kit list --from` has them");
    }

    private ProblemException notRead(String what, IOException e) {
        return new ProblemException(
                ExitCode.KIT_UNUSABLE,
                new Problem(
                        what + ": " + Reason.of(e),
                        store.name(),
                        e instanceof StoreRefused refused
                                ? refused.remedy()
                                : "see to it, and run it again"),
                e);
    }

    private ProblemException unusable(String what, String remedy) {
        return new ProblemException(ExitCode.KIT_UNUSABLE, new Problem(what, store.name(), remedy));
    }
}
