package dev.nordbox.installer.facts;

import dev.nordbox.installer.host.RemoteFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/**
 * What stands at a path on the host.
 *
 * @param mode octal in four digits, {@code 0644}
 * @param owner {@code user:group}
 * @param size in bytes
 * @param sha256 lower-case hex; empty for anything but a regular file
 * @param target what a link says it points at; empty for anything but a link
 * @param changed when content, mode or owner last changed, or it was put there, by the host's
 *     clock; nobody can set it back
 */
public record FileFacts(
        Kind kind,
        String mode,
        String owner,
        long size,
        String sha256,
        String target,
        Instant changed) {

    /** By absolute path. */
    public static final FactSection<Map<String, FileFacts>> SECTION =
            new FactSection<>("files", FileLines::read, "file", "sum");

    /** What an inode is. */
    public enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        OTHER
    }

    /** Whether this is the wanted file to the byte, with its mode and owner. */
    public boolean matches(RemoteFile wanted) {
        return kind == Kind.FILE
                && mode.equals(wanted.mode())
                && owner.equals(wanted.owner())
                && sha256.equals(sha256(wanted.content()));
    }

    /** Lower-case hex. */
    public static String sha256(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Lower-case hex of the text in UTF-8. */
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
