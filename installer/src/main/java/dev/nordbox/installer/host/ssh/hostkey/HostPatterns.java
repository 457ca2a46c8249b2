package dev.nordbox.installer.host.ssh.hostkey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
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
        boolean matched = false;
        for (String pattern : field.split(",")) {
            if (pattern.startsWith("!")) {
                if (matchWildcards(pattern.substring(1), name)) {
                    return false;
                }
            } else {
                matched |= matchWildcards(pattern, name);
            }
        }
        return matched;
    }

    private static boolean matchWildcards(String pattern, String name) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toLowerCase(Locale.ROOT).toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return name.toLowerCase(Locale.ROOT).matches(regex.toString());
    }

    private boolean matchHash(String name) {
        String[] parts = field.substring(HASHED.length()).split("\\|");
        if (parts.length != 2) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[0]), "HmacSHA1"));
            byte[] sum = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(sum, Base64.getDecoder().decode(parts[1]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
