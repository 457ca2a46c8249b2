package dev.nordbox.installer.host.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** Public keys and certificates in files. */
final class PublicHalf {
    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern ARMOR =
            Pattern.compile(
                    "-----BEGIN OPENSSH PRIVATE KEY-----(.*)-----END OPENSSH PRIVATE KEY-----",
                    Pattern.DOTALL);
    private static final long LARGEST = 1 << 20;

    private PublicHalf() {}

    /** Of a {@code .pub} file: type, base64, comment. */
    static Optional<PublicKey> in(Path file) {
        return text(file)
                .map(text -> text.strip().split("\\s+"))
                .filter(fields -> fields.length >= 2)
                .flatMap(fields -> decode(fields[1]))
                .flatMap(blob -> key(new ByteArrayBuffer(blob)));
    }

    /** The type that a {@code .pub} file names, whether or not it can be read. */
    static Optional<String> typeIn(Path file) {
        return text(file)
                .map(text -> text.strip().split("\\s+")[0])
                .filter(type -> !type.isEmpty());
    }

    /**
     * Of a private key in OpenSSH's own format, which has it in front of what is encrypted.
     *
     * @see <a
     *     href="https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key">PROTOCOL.key</a>
     */
    static Optional<PublicKey> insideOf(Path file) {
        return text(file)
                .map(ARMOR::matcher)
                .filter(Matcher::find)
                .flatMap(armor -> decode(armor.group(1).replaceAll("\\s", "")))
                .flatMap(PublicHalf::header);
    }

    private static Optional<PublicKey> header(byte[] bytes) {
        try {
            Buffer buffer = new ByteArrayBuffer(bytes);
            byte[] magic = new byte[MAGIC.length];
            buffer.getRawBytes(magic);
            if (!java.util.Arrays.equals(magic, MAGIC)) {
                return Optional.empty();
            }
            buffer.getString(); // cipher
            buffer.getString(); // key derivation
            buffer.getBytes(); // and its options
            buffer.getUInt(); // number of keys
            return key(new ByteArrayBuffer(buffer.getBytes()));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    static Optional<PublicKey> key(Buffer blob) {
        try {
            return Optional.ofNullable(blob.getRawPublicKey());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST
                    ? Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
