package dev.nordbox.installer.age;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;

/** Bech32 (BIP 173, without its limit on the length), in which age writes keys. */
final class Bech32 {
    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {
        0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
    };
    private static final int CHECKSUM = 6;

    private Bech32() {}

    /**
     * @param prefix in lower case, {@code age}
     */
    static String encode(String prefix, byte[] bytes) {
        byte[] values = regroup(bytes, 8, 5, true);
        long sum = polymod(prefix, values, new byte[CHECKSUM]) ^ 1;
        StringBuilder text = new StringBuilder(prefix).append('1');
        for (byte value : values) {
            text.append(ALPHABET.charAt(value));
        }
        for (int i = CHECKSUM - 1; i >= 0; i--) {
            text.append(ALPHABET.charAt((int) (sum >> (5 * i)) & 31));
        }
        return text.toString();
    }

    /**
     * @param text all in lower or all in upper case
     * @param prefix in lower case
     * @throws AgeException when a letter is wrong; the text, which may be secret, is not in it
     */
    static byte[] decode(String text, String prefix) throws AgeException {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean mixed = !text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT));
        int at = lower.lastIndexOf('1');
        if (mixed || at < 0 || !lower.substring(0, at).equals(prefix)) {
            throw mistyped();
        }
        byte[] all = new byte[lower.length() - at - 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) ALPHABET.indexOf(lower.charAt(at + 1 + i));
            if (all[i] < 0) {
                throw mistyped();
            }
        }
        if (all.length < CHECKSUM || polymod(prefix, all, new byte[0]) != 1) {
            throw mistyped();
        }
        byte[] bytes = regroup(Arrays.copyOf(all, all.length - CHECKSUM), 5, 8, false);
        if (!encode(prefix, bytes).equals(lower)) {
            throw mistyped();
        }
        return bytes;
    }

    private static AgeException mistyped() {
        return AgeException.unknownKey("the key is mistyped: its checksum does not fit");
    }

    private static long polymod(String prefix, byte[] values, byte[] end) {
        long sum = 1;
        for (char letter : prefix.toCharArray()) {
            sum = step(sum, letter >> 5);
        }
        sum = step(sum, 0);
        for (char letter : prefix.toCharArray()) {
            sum = step(sum, letter & 31);
        }
        for (byte value : values) {
            sum = step(sum, value);
        }
        for (byte value : end) {
            sum = step(sum, value);
        }
        return sum;
    }

    private static long step(long sum, int value) {
        long top = sum >> 25;
        long next = (sum & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            if ((top >> i & 1) == 1) {
                next ^= GENERATOR[i];
            }
        }
        return next;
    }

    private static byte[] regroup(byte[] from, int bits, int to, boolean pad) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int held = 0;
        int count = 0;
        for (byte value : from) {
            held = (held << bits | value & (1 << bits) - 1) & 0xfff;
            count += bits;
            while (count >= to) {
                count -= to;
                out.write(held >> count & (1 << to) - 1);
            }
        }
        if (pad && count > 0) {
            out.write(held << (to - count) & (1 << to) - 1);
        }
        return out.toByteArray();
    }
}
