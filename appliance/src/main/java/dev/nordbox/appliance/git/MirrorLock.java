package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.GitException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second process out of a mirror: each would take the other's lock files for leftovers. The
 * kernel releases it with the process, however that ends.
 */
final class MirrorLock implements AutoCloseable {

    private final FileChannel channel;

    private MirrorLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The lock stands beside the mirror, since the mirror may be made anew. */
    static MirrorLock of(Path mirror) throws GitException {
        Path file = mirror.resolveSibling(mirror.getFileName() + ".lock");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel)) {
                return new MirrorLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw JGitSource.mirrorBroken(e);
        }
        throw new GitException(
                Reason.SETUP,
                "another controller follows the same into the same cluster, with " + mirror,
                "stop it; two with one task would only watch each other");
    }

    /** With the mirror its lock goes, too. */
    void removeWithFile(Path mirror) throws IOException {
        Files.deleteIfExists(mirror.resolveSibling(mirror.getFileName() + ".lock"));
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // closing releases the lock even then
        }
    }
}
