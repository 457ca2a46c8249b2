package dev.nordbox.installer.recovery;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file of one's own that appears under its name only once it is whole and on the disk. */
final class NewFile implements AutoCloseable {
    private final Path path;
    private final Path part;
    private final OutputStream stream;

    private NewFile(Path path, Path part, OutputStream stream) {
        this.path = path;
        this.part = part;
        this.stream = stream;
    }

    static NewFile beside(Path path) throws IOException {
        Path part = path.resolveSibling(path.getFileName() + ".part");
        Files.deleteIfExists(part); // of a run that was killed
        FileChannel channel =
                FileChannel.open(
                        part,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        return new NewFile(path, part, Channels.newOutputStream(channel));
    }

    OutputStream stream() {
        return stream;
    }

    /** To be called when all is written, and the stream closed. */
    void keep() throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What was not kept goes. */
    @Override
    public void close() throws IOException {
        stream.close();
        Files.deleteIfExists(part);
    }
}
