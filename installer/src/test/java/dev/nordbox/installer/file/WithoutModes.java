package dev.nordbox.installer.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.file.root.RootedFileSystem;
import org.apache.sshd.common.file.root.RootedFileSystemProvider;

/** A folder of this machine that refuses POSIX attributes, as Windows does. */
public final class WithoutModes extends RootedFileSystemProvider {
    private WithoutModes() {}

    /** The folder, as root of a file system of its own. */
    public static Path at(Path folder) {
        FileSystem files =
                new RootedFileSystem(new WithoutModes(), folder, Map.of()) {
                    @Override
                    public Set<String> supportedFileAttributeViews() {
                        return Set.of("basic");
                    }
                };
        return files.getPath("/");
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        refuse(attributes);
        super.createDirectory(path, attributes);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        refuse(attributes);
        return super.newByteChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        refuse(attributes);
        return super.newFileChannel(path, options, attributes);
    }

    private static void refuse(FileAttribute<?>... attributes) {
        if (attributes.length > 0) {
            throw new UnsupportedOperationException(attributes[0].name());
        }
    }
}
