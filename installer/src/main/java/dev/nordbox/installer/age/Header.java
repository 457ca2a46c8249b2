package dev.nordbox.installer.age;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * The beginning of an age file: who can open it, and a proof by the file key that nobody else wrote
 * it.
 */
record Header(List<Stanza> stanzas, byte[] mac) {
    static final String VERSION = "age-encryption.org/v1";
    static final String STANZA = "-> ";
    static final String END = "---";
    static final int COLUMNS = 64;

    Header {
        stanzas = List.copyOf(stanzas);
        mac = mac.clone();
    }

    static Header of(List<Stanza> stanzas, byte[] fileKey) {
        return new Header(stanzas, mac(stanzas, fileKey));
    }

    byte[] encoded() {
        return bytes(text(stanzas) + " " + Base64Text.encode(mac) + "\n");
    }

    /**
     * @throws AgeException unless the header is as whoever had the file key wrote it
     */
    void prove(byte[] fileKey) throws AgeException {
        if (!MessageDigest.isEqual(mac, mac(stanzas, fileKey))) {
            throw AgeException.tampered("the header was changed after it was written");
        }
    }

    private static byte[] mac(List<Stanza> stanzas, byte[] fileKey) {
        byte[] key = Hkdf.derive(fileKey, new byte[0], "header");
        return Hkdf.hmac(key, bytes(text(stanzas)));
    }

    private static String text(List<Stanza> stanzas) {
        StringBuilder text = new StringBuilder(VERSION).append('\n');
        for (Stanza stanza : stanzas) {
            text.append(STANZA).append(stanza.type());
            stanza.arguments().forEach(argument -> text.append(' ').append(argument));
            text.append('\n');
            String body = Base64Text.encode(stanza.body());
            for (int at = 0; at + COLUMNS <= body.length(); at += COLUMNS) {
                text.append(body, at, at + COLUMNS).append('\n');
            }
            // The last line is a short one, if need be an empty one: it ends the body.
            text.append(body.substring(body.length() / COLUMNS * COLUMNS)).append('\n');
        }
        return text.append(END).toString();
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }
}
