package dev.nordbox.appliance.tombstone;

import dev.nordbox.appliance.cluster.LiveObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tombstones in a directory, a file for each burial, bounded in bytes, objects and age: the oldest
 * burial makes room as a whole. Of the objects names are in memory, contents on the disk alone.
 */
public final class TombstoneFiles implements Tombstones {

    private static final Logger LOG = LoggerFactory.getLogger(TombstoneFiles.class);

    static final String TOO_MUCH = "more was deleted at once than is kept";

    private final Path directory;
    private final Clock clock;
    private final Bounds bounds;

    // Guarded by this; the oldest first.
    private final List<BurialFile> files = new ArrayList<>();
    private long nextId = 1;

    /**
     * How much is kept.
     *
     * @param bytesOfOne of these so many may be one burial's
     * @param objects of all burials
     */
    record Bounds(long bytes, long bytesOfOne, int objects, Duration age) {
        static final Bounds USUAL = new Bounds(16 << 20, 8 << 20, 5_000, Duration.ofDays(30));
    }

    private TombstoneFiles(Path directory, Clock clock, Bounds bounds) {
        this.directory = directory;
        this.clock = clock;
        this.bounds = bounds;
    }

    /**
     * @throws IOException the directory cannot be made or read
     */
    public static TombstoneFiles in(Path directory, Clock clock) throws IOException {
        return in(directory, clock, Bounds.USUAL);
    }

    static TombstoneFiles in(Path directory, Clock clock, Bounds bounds) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        TombstoneFiles tombstones = new TombstoneFiles(directory, clock, bounds);
        tombstones.load();
        return tombstones;
    }

    private synchronized void load() throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.list(directory)) {
            paths = all.filter(BurialFile::isOne).sorted().toList();
        }
        for (Path path : paths) {
            nextId = Math.max(nextId, BurialFile.idOf(path) + 1);
            Optional<BurialFile> file = BurialFile.read(path);
            file.ifPresent(files::add);
            if (file.isEmpty() && BurialFile.isHalfBegun(path)) {
                Files.delete(path);
            } else if (file.isEmpty()) {
                LOG.atWarn().log("{} is no tombstone of this version, and is left alone", path);
            }
        }
        makeRoom(0, 0, Optional.empty());
    }

    @Override
    public synchronized void bury(Occasion occasion, LiveObject going) throws IOException {
        BurialFile file = fileOf(occasion);
        Tombstone tombstone = Remains.of(going);
        byte[] line = TombstoneLine.of(tombstone);
        if (file.bytes() + line.length > bounds.bytesOfOne) {
            tombstone = tombstone.withoutContent(TOO_MUCH);
            line = TombstoneLine.of(tombstone);
        }
        if (file.objects() >= bounds.objects) {
            LOG.atWarn()
                    .addKeyValue("application", occasion.application())
                    .addKeyValue("object", going.key())
                    .log("no tombstone: {}", TOO_MUCH);
            return;
        }
        makeRoom(line.length, 1, Optional.of(file));
        file.append(tombstone, line);
        if (!files.contains(file)) {
            files.add(file);
            nextId = file.id() + 1;
        }
    }

    private BurialFile fileOf(Occasion occasion) {
        return files.stream()
                .filter(file -> file.occasion().isSameSync(occasion))
                .reduce((earlier, later) -> later)
                .orElseGet(() -> BurialFile.of(directory, nextId, occasion, clock.instant()));
    }

    /**
     * @param bytes for so many, and
     * @param objects for so many
     * @param using the one that stays
     */
    private void makeRoom(long bytes, int objects, Optional<BurialFile> using) throws IOException {
        Instant eldest = clock.instant().minus(bounds.age);
        for (Iterator<BurialFile> each = files.iterator(); each.hasNext(); ) {
            BurialFile file = each.next();
            boolean full =
                    files.stream().mapToLong(BurialFile::bytes).sum() + bytes > bounds.bytes
                            || files.stream().mapToInt(BurialFile::objects).sum() + objects
                                    > bounds.objects;
            if (!using.equals(Optional.of(file)) && (full || file.begun().isBefore(eldest))) {
                file.delete();
                each.remove();
            }
        }
    }

    @Override
    public synchronized List<Burial> of(String application) {
        Instant eldest = clock.instant().minus(bounds.age);
        return files.stream()
                .filter(file -> file.occasion().application().equals(application))
                .filter(file -> !file.begun().isBefore(eldest) && file.objects() > 0)
                .map(BurialFile::burial)
                .toList();
    }

    @Override
    public synchronized List<Tombstone> open(Burial burial) throws IOException {
        Optional<BurialFile> file =
                files.stream().filter(each -> each.id() == burial.id()).findFirst();
        return file.isPresent() ? file.get().tombstones() : List.of();
    }
}
