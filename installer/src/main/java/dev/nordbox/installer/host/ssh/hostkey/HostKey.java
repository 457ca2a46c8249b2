package dev.nordbox.installer.host.ssh.hostkey;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The public key that a server showed, or that known_hosts holds for it.
 *
 * @param type as known_hosts writes it: {@code ssh-ed25519}
 * @param blob the key in SSH wire format
 */
public record HostKey(String type, byte[] blob) {

    public HostKey {
        blob = blob.clone();
    }

    /** Reads {@code TYPE BASE64 [comment]}; empty for everything else, a fingerprint included. */
    public static Optional<HostKey> parse(String text) {
        String[] words = text.strip().split("\\s+");
        if (words.length < 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new HostKey(words[0], Base64.getDecoder().decode(words[1])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code SHA256:…} as ssh-keygen prints it and {@code --host-key} takes it. */
    public String fingerprint() {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The key's two fields of a known_hosts line. */
    String line() {
        return type + " " + Base64.getEncoder().encodeToString(blob);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostKey key && Arrays.equals(blob, key.blob);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(blob);
    }

    @Override
    public String toString() {
        return type + " " + fingerprint();
    }
}
