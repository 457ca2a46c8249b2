package dev.nordbox.installer.host.ssh.hostkey;

import dev.nordbox.installer.host.ssh.config.Wildcards;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The first field of a known_hosts line: names, wildcards, negations, or one hashed name. */
record HostPatterns(String field) {
    private static final String HASHED = "|1|";

    /**
     * @param name {@code host}, or {@code [host]:port} when the port is not 22
     */
    boolean match(String name) {
        if (field.startsWith(HASHED)) {
            return matchHash(name);
        }
        return Wildcards.matchInAnyCase(List.of(field.split(",")), name);
    }

    /** Whether it names a server by its very name, alone or beside others. */
    boolean names(String name) {
        return field.startsWith(HASHED)
                ? matchHash(name)
                : List.of(field.split(",")).contains(name);
    }

    /** The same without one of its names; empty when none is left. */
    Optional<HostPatterns> without(String name) {
        List<String> left =
                Stream.of(field.split(",")).filter(pattern -> !pattern.equals(name)).toList();
        return left.isEmpty() || field.startsWith(HASHED)
                ? Optional.empty()
                : Optional.of(new HostPatterns(String.join(",", left)));
    }

    /** A name that cannot be read off the file. */
    static HostPatterns hashed(String name, byte[] salt) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new HostPatterns(
                HASHED
                        + base64.encodeToString(salt)
                        + "|"
                        + base64.encodeToString(mac(salt, name)));
    }

    private boolean matchHash(String name) {
        String[] parts = field.substring(HASHED.length()).split("\\|");
        if (parts.length != 2) {
            return false;
        }
        try {
            byte[] sum = mac(Base64.getDecoder().decode(parts[0]), name);
            return MessageDigest.isEqual(sum, Base64.getDecoder().decode(parts[1]));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] mac(byte[] salt, String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(salt, "HmacSHA1"));
            return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }
}
