package dev.nordbox.appliance.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The disk that a mirror lies on. Some of it stays free whatever comes: the box' own services, k3s'
 * images among them, end when it is full.
 */
public final class FreeDisk {

    /** Packs are granted room in steps, so that a small one keeps nobody from his. */
    public static final long STEP = 4L << 20;

    /** What stays free. */
    private static final long KEPT = 512L << 20;

    /** Asks how many bytes this process may still write. */
    interface Gauge {
        long usable() throws IOException;
    }

    private final Path directory;
    private final Gauge gauge;

    FreeDisk(Path directory, Gauge gauge) {
        this.directory = directory;
        this.gauge = gauge;
    }

    /**
     * @param directory which need not be there yet
     */
    public static FreeDisk of(Path directory) {
        return new FreeDisk(
                directory, () -> Files.getFileStore(existing(directory)).getUsableSpace());
    }

    private static Path existing(Path directory) throws IOException {
        Path there = directory.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    /**
     * What a pack comes to here: with its index, and with what a delta was made against, half as
     * much again.
     */
    public static long taken(long packBytes) {
        return packBytes + packBytes / 2;
    }

    /**
     * @throws MirrorRoom.NoRoom when the disk has not so many bytes, or does not say
     */
    public void require(long bytes) throws MirrorRoom.NoRoom {
        long usable;
        try {
            usable = gauge.usable();
        } catch (IOException e) {
            throw new MirrorRoom.NoRoom(
                    "how much is free on the disk of "
                            + directory
                            + " is not known: "
                            + GitFailures.words(e),
                    "see whether the disk is there and can be read");
        }
        if (usable - KEPT < bytes) {
            throw new MirrorRoom.NoRoom(
                    "the disk of "
                            + directory
                            + " has "
                            + (usable >> 20)
                            + " MiB free, and "
                            + (KEPT >> 20)
                            + " MiB stay free for the rest of the machine",
                    "make room on it (`df -h "
                            + directory
                            + "`); the last commit stays in use meanwhile");
        }
    }
}
