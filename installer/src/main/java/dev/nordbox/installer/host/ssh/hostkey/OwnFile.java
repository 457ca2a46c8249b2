package dev.nordbox.installer.host.ssh.hostkey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A file that nobody but its owner may write, where the system knows of such. */
final class OwnFile {
    private OwnFile() {}

    static void create(Path file) throws IOException {
        if (Files.notExists(file.toAbsolutePath().getParent())) {
            Files.createDirectories(file.toAbsolutePath().getParent(), mode(file, "rwx------"));
        }
        Files.createFile(file, mode(file, "rw-------"));
    }

    /** All of it or nothing; a link to it goes on leading to it. */
    static void replace(Path file, List<String> lines) throws IOException {
        Path real = file.toRealPath();
        Path next =
                Files.createTempFile(real.getParent(), ".known_hosts", "", mode(real, "rw-------"));
        try {
            Files.write(next, lines, StandardCharsets.ISO_8859_1);
            if (isPosix(real)) {
                Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(real));
            }
            Files.move(next, real, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static FileAttribute<?>[] mode(Path file, String mode) {
        return isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
