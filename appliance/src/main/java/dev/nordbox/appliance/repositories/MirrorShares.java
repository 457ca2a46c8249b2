package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.git.FreeDisk;
import dev.nordbox.appliance.git.MirrorRoom;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may take how much of the disk of all mirrors: each has a part of its own, which nobody else
 * can take however large he is; the rest they have in common, of which one gets half at the most.
 */
final class MirrorShares {

    /** More parts than there may be repositories, so that most is in common. */
    private static final int PARTS = 256;

    private final long ownPart;
    private final long common;
    private final FreeDisk disk;

    // Guarded by this.
    private final Map<Path, Long> used = new HashMap<>();
    private final Map<Path, Long> reserved = new HashMap<>();

    /**
     * @param mostBytes of all mirrors together
     * @param mostMirrors how many there can be
     */
    MirrorShares(long mostBytes, int mostMirrors, FreeDisk disk) {
        this.ownPart = mostBytes / PARTS;
        this.common = mostBytes - ownPart * mostMirrors;
        this.disk = disk;
    }

    /** The room of one mirror, and of what stands beside it. */
    MirrorRoom of(Path mirror) {
        return () -> {
            measure(mirror);
            return new MirrorRoom.Reservation() {
                private long held;

                @Override
                public long more() throws MirrorRoom.NoRoom {
                    long more = grant(mirror);
                    held += more;
                    return more * 2 / 3; // the rest is for what a pack comes to here
                }

                @Override
                public void close() {
                    giveBack(mirror, held);
                }
            };
        };
    }

    /** It is gone, and so is what it took. */
    synchronized void forget(Path mirror) {
        used.remove(mirror);
    }

    /** What is there counts before anything is granted, also of mirrors that nobody asks for. */
    synchronized void measure(List<Path> mirrors) throws IOException {
        for (Path mirror : mirrors) {
            measure(mirror);
        }
    }

    private synchronized void measure(Path mirror) throws IOException {
        used.put(mirror, size(mirror) + size(MirrorSpace.historyOf(mirror)));
    }

    private synchronized long grant(Path mirror) throws MirrorRoom.NoRoom {
        long more = Math.min(FreeDisk.taken(FreeDisk.STEP), left(mirror));
        if (more <= 0) {
            return 0;
        }
        disk.require(more + reserved.values().stream().mapToLong(Long::longValue).sum());
        reserved.merge(mirror, more, Long::sum);
        return more;
    }

    /** Bytes on the disk that a mirror may still grow by. */
    synchronized long left(Path mirror) {
        long ofCommon = 0;
        for (Path other : used.keySet()) {
            ofCommon += beyondOwnPart(other);
        }
        long mine = beyondOwnPart(mirror);
        long own = Math.max(0, ownPart - taken(mirror));
        return own + Math.max(0, Math.min(common - ofCommon, common / 2 - mine));
    }

    private long beyondOwnPart(Path mirror) {
        return Math.max(0, taken(mirror) - ownPart);
    }

    private long taken(Path mirror) {
        return used.getOrDefault(mirror, 0L) + reserved.getOrDefault(mirror, 0L);
    }

    private synchronized void giveBack(Path mirror, long held) {
        try {
            measure(mirror);
        } catch (IOException e) {
            used.merge(mirror, held, Long::sum); // as if all of it had been written
        }
        reserved.merge(mirror, -held, (before, less) -> before + less > 0 ? before + less : null);
    }

    /** Bytes of all files; what goes meanwhile takes none. */
    private static long size(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return 0;
        }
        long[] bytes = new long[1];
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        bytes[0] += attributes.size();
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        return goneOr(e);
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                            throws IOException {
                        return e == null ? FileVisitResult.CONTINUE : goneOr(e);
                    }
                });
        return bytes[0];
    }

    private static FileVisitResult goneOr(IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }
}
