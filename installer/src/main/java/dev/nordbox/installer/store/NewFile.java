package dev.nordbox.installer.store;

import dev.nordbox.installer.file.OwnFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file of one's own on this machine. */
public final class NewFile implements Incoming {
    static final String PART = ".part";

    private final Path path;
    private final Path part;
    private final OutputStream stream;

    private NewFile(Path path, Path part, OutputStream stream) {
        this.path = path;
        this.part = part;
        this.stream = stream;
    }

    /**
     * @param path where it will be; what is there stays until it is kept
     */
    public static NewFile beside(Path path) throws IOException {
        Path part = path.resolveSibling(path.getFileName() + PART);
        Files.deleteIfExists(part); // of a run that was killed
        return new NewFile(path, part, Channels.newOutputStream(OwnFile.open(part)));
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public OutputStream stream() {
        return stream;
    }

    @Override
    public void keep() throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        stream.close();
        Files.deleteIfExists(part);
    }
}
