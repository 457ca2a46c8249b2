package dev.nordbox.appliance.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of a trail, each named by the number of its first line, so that none is renamed. */
final class AuditFiles {

    private static final String SUFFIX = ".jsonl";

    private final Path directory;

    AuditFiles(Path directory) {
        this.directory = directory;
    }

    /** Is given the lines of a file, one after the other. */
    interface Reader {
        /**
         * @param bytes without the line feed
         * @param whole it had one
         */
        void line(byte[] bytes, boolean whole);
    }

    Path headFile() {
        return directory.resolve("head");
    }

    Path beginningWith(long number) {
        return directory.resolve("%012d%s".formatted(number, SUFFIX));
    }

    static long firstNumber(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    /** The oldest first. */
    List<Path> all() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(AuditFiles::isOfTheTrail).sorted().toList();
        }
    }

    private static boolean isOfTheTrail(Path file) {
        return file.getFileName().toString().matches("\\d{12}" + SUFFIX.replace(".", "\\."));
    }

    static void read(Path file, Reader reader) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int each = in.read(); each >= 0; each = in.read()) {
                if (each == '\n') {
                    reader.line(line.toByteArray(), true);
                    line.reset();
                } else {
                    line.write(each);
                }
            }
            if (line.size() > 0) {
                reader.line(line.toByteArray(), false);
            }
        }
    }
}
