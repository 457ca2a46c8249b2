package dev.nordbox.appliance.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the Git host and this controller both know. Several may be valid at once, while one takes
 * the other's place.
 */
final class WebhookSecret {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 16;

    /** Standard Webhooks: the key itself stands behind it, in Base64. */
    private static final String ENCODED_KEY = "whsec_";

    private final List<byte[]> secrets;
    private final List<byte[]> keys;

    private WebhookSecret(List<byte[]> secrets, List<byte[]> keys) {
        this.secrets = secrets;
        this.keys = keys;
    }

    /**
     * @param file a secret on each line
     * @throws IOException when there is none, or one that can be guessed; the message says what to
     *     do
     */
    static WebhookSecret read(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file).stream().map(String::strip).toList();
        } catch (IOException e) {
            throw new IOException(
                    "webhook.secretFile: "
                            + file
                            + " cannot be read by this user; write it with `openssl rand -hex 32`",
                    e);
        }
        List<String> secrets = lines.stream().filter(line -> !line.isEmpty()).toList();
        if (secrets.isEmpty() || secrets.stream().anyMatch(line -> line.length() < SHORTEST)) {
            throw new IOException(
                    "webhook.secretFile: "
                            + file
                            + " must hold a secret of "
                            + SHORTEST
                            + " characters at the least; write it with `openssl rand -hex 32`");
        }
        try {
            return of(secrets);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "webhook.secretFile: "
                            + file
                            + " has a line with "
                            + ENCODED_KEY
                            + " and no Base64 behind it; write it with"
                            + " `echo whsec_$(openssl rand -base64 32)`");
        }
    }

    static WebhookSecret of(List<String> secrets) {
        return new WebhookSecret(
                secrets.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList(),
                secrets.stream().map(WebhookSecret::key).toList());
    }

    private static byte[] key(String secret) {
        return secret.startsWith(ENCODED_KEY)
                ? Base64.getDecoder().decode(secret.substring(ENCODED_KEY.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the text is the HMAC-SHA256 of the bytes, in hex. */
    boolean signs(byte[] bytes, String hex) {
        byte[] found = sha256(hex.toLowerCase(Locale.ROOT));
        boolean any = false;
        for (byte[] secret : secrets) {
            // Hashed, so that neither content nor length of what was sent shows in the time.
            String hmac = HexFormat.of().formatHex(hmac(secret, bytes));
            any |= MessageDigest.isEqual(sha256(hmac), found);
        }
        return any;
    }

    /** Whether the text is the HMAC-SHA256 of both, one after the other, in Base64. */
    boolean signs(byte[] before, byte[] bytes, String base64) {
        byte[] found = sha256(base64);
        boolean any = false;
        for (byte[] key : keys) {
            String hmac = Base64.getEncoder().encodeToString(hmac(key, before, bytes));
            any |= MessageDigest.isEqual(sha256(hmac), found);
        }
        return any;
    }

    /** Whether the text is the secret itself. */
    boolean is(String text) {
        byte[] found = sha256(text);
        boolean any = false;
        for (byte[] secret : secrets) {
            any |= MessageDigest.isEqual(sha256(secret), found);
        }
        return any;
    }

    private static byte[] hmac(byte[] secret, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has HmacSHA256
        }
    }

    private static byte[] sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
