package dev.nordbox.installer.host.ssh.hostkey;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

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
