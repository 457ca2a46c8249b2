package dev.nordbox.installer.age;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The text form of an age file, as {@code age --armor} writes it. For what is small. */
final class Armour {
    static final String BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
    private static final String END = "-----END AGE ENCRYPTED FILE-----";

    private Armour() {}

    /**
     * @return the binary file within
     * @throws AgeException NOT_AGE, TRUNCATED
     */
    static byte[] off(byte[] file) throws AgeException {
        List<String> lines = new String(file, StandardCharsets.ISO_8859_1).strip().lines().toList();
        if (lines.size() < 2 || !lines.get(lines.size() - 1).equals(END)) {
            throw AgeException.truncated("the last line of its armour is missing");
        }
        try {
            return Base64.getDecoder().decode(String.join("", lines.subList(1, lines.size() - 1)));
        } catch (IllegalArgumentException e) {
            throw AgeException.notAge("its armour is damaged");
        }
    }
}
