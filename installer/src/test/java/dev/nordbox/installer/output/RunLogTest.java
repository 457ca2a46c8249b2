package dev.nordbox.installer.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.file.root.RootedFileSystem;
import org.apache.sshd.common.file.root.RootedFileSystemProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RunLogTest {
    @TempDir private Path directory;

    @Test
    void aFileSystemWithoutModesGetsALogAllTheSame() throws IOException {
        Path folder = new WithoutModes().at(directory).getPath("/home/nordbox/runs");

        Path file;
        try (RunLog log = RunLog.open(folder, "r1", new Redactor(), false)) {
            LoggerFactory.getLogger("dev.nordbox.test").info("it began");
            file = log.file();
        }

        assertThat(Files.readString(file)).contains("it began");
    }

    /** A folder of this machine that refuses POSIX attributes, as Windows does. */
    private static final class WithoutModes extends RootedFileSystemProvider {
        FileSystem at(Path root) {
            return new RootedFileSystem(this, root, Map.of()) {
                @Override
                public Set<String> supportedFileAttributeViews() {
                    return Set.of("basic");
                }
            };
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

        private static void refuse(FileAttribute<?>... attributes) {
            if (attributes.length > 0) {
                throw new UnsupportedOperationException(attributes[0].name());
            }
        }
    }
}
