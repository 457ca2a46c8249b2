package dev.nordbox.installer.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that nobody but their owner may read or write, where the system knows of such. */
public final class OwnFile {
    private static final String FILE = "rw-------";
    private static final String DIRECTORY = "rwx------";

    private OwnFile() {}

    /** An empty one, with the directories above it. */
    public static void create(Path file) throws IOException {
        createDirectory(file.toAbsolutePath().getParent());
        Files.createFile(file, mode(file, FILE));
    }

    /** A new one to write to; its directory is there. */
    public static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                mode(file, FILE));
    }

    /** With those above it; one that is there stays as it is. */
    public static void createDirectory(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            Files.createDirectories(directory, mode(directory, DIRECTORY));
        }
    }

    /**
     * All of it or nothing; who may read it does not change. A link to it goes on leading to it.
     */
    public static void replace(Path file, byte[] content) throws IOException {
        Path real = file.toRealPath();
        put(content, real, isPosix(real) ? Files.getPosixFilePermissions(real) : Set.of());
    }

    /** The same, but closed to everybody else from then on; it need not be there. */
    public static void replaceAndClose(Path file, byte[] content) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        put(content, real, Set.of());
    }

    /** Beside the file and then in its place: whoever is killed leaves the one or the other. */
    private static void put(byte[] content, Path file, Set<PosixFilePermission> permissions)
            throws IOException {
        Path beside =
                Files.createTempFile(
                        file.getParent(), "." + file.getFileName(), "", mode(file, FILE));
        try {
            Files.write(beside, content);
            if (!permissions.isEmpty()) { // else as it was made
                Files.setPosixFilePermissions(beside, permissions);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** None where the file system knows no modes, as on Windows: the home itself is private. */
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
