package dev.nordbox.appliance.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file that lines are appended to, open as long as it is that: a line costs one request. */
final class AuditFile implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final @Nullable Object identity;
    private long length;

    private AuditFile(Path path, FileChannel channel, @Nullable Object identity, long length) {
        this.path = path;
        this.channel = channel;
        this.identity = identity;
        this.length = length;
    }

    static AuditFile at(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try {
            return new AuditFile(path, channel, identityOf(path), channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable Object identityOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** What its name leads to; somebody may have moved it, and lines would go where none looks. */
    boolean isStillThere() {
        try {
            return Objects.equals(identity, identityOf(path));
        } catch (IOException e) {
            return false;
        }
    }

    /** In bytes, as far as we have written it. */
    long length() {
        return length;
    }

    void append(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            length += channel.write(buffer);
        }
    }

    void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
