package dev.nordbox.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A few bytes that are drawn once and then stay: an identity, a key. */
final class KeptBytes {

    private KeptBytes() {}

    /**
     * Readable by us alone from its first byte on; one that a power cut left empty is made anew.
     *
     * @param fresh what to keep when nothing is there
     */
    static byte[] in(Path directory, String name, byte[] fresh) throws IOException {
        Path file = directory.resolve(name);
        if (Files.exists(file) && Files.size(file) == fresh.length) {
            return Files.readAllBytes(file);
        }
        Files.createDirectories(directory);
        Path next = directory.resolve(name + ".new");
        Files.deleteIfExists(next);
        Files.createFile(
                next,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(next, fresh, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return fresh;
    }
}
