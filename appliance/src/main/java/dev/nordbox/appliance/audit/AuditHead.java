package dev.nordbox.appliance.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Where the trail ends. Kept beside the files, it tells that lines at the end are missing, which
 * the chain alone cannot.
 *
 * @param number of the last line; 0 before the first
 * @param hash of the last line
 * @param oldest number of the first line that is kept; those before it made room
 */
record AuditHead(long number, String hash, long oldest) {

    static final AuditHead BEGIN = new AuditHead(0, AuditLine.NOTHING_BEFORE, 1);

    AuditHead after(AuditLine line, byte[] bytes) {
        return new AuditHead(line.number(), AuditLine.hash(bytes), oldest);
    }

    AuditHead keptFrom(long number) {
        return new AuditHead(this.number, hash, number);
    }

    boolean isAt(long otherNumber, String otherHash) {
        return number == otherNumber && hash.equals(otherHash);
    }

    /** Empty when there is none, or none that can be read. */
    static Optional<AuditHead> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] words = Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ");
        try {
            return words.length == 3
                    ? Optional.of(
                            new AuditHead(
                                    Long.parseLong(words[0]), words[1], Long.parseLong(words[2])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whole or not at all, even when the power goes. */
    void write(Path file) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        String text = number + " " + hash + " " + oldest + "\n";
        Files.write(
                next,
                text.getBytes(StandardCharsets.US_ASCII),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
