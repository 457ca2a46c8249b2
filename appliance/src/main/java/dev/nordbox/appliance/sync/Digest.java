package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short name for a value: equal values have equal digests. Says nothing about the value. */
record Digest(String hex) {

    static Digest of(Object json) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Json.printCanonical(json));
            return new Digest(HexFormat.of().formatHex(hash, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
