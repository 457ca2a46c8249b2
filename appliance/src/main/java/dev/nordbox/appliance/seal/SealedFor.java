package dev.nordbox.appliance.seal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * What a value was sealed for, as far as it can be told when it does not unseal.
 *
 * <p>Under the right key the padding of RSA-OAEP is well formed whatever the label; the label's
 * hash stands in it. So "another key" and "another place" can be told apart, and places that come
 * to mind can be compared. Only whoever holds the private key can do this.
 */
final class SealedFor {
    private static final int HASH = 32;
    private static final int SESSION_KEY = 32;

    private final byte[] labelHash;

    private SealedFor(byte[] labelHash) {
        this.labelHash = labelHash;
    }

    /** Empty when the value was not sealed with that key. */
    static Optional<SealedFor> of(SealedItem item, SealingKey key) {
        if (!item.isLongAs(key)) {
            return Optional.empty();
        }
        byte[] block;
        try {
            Cipher raw = Cipher.getInstance("RSA/ECB/NoPadding");
            raw.init(Cipher.DECRYPT_MODE, key.privateKey());
            block = raw.doFinal(item.wrappedKey());
        } catch (GeneralSecurityException e) {
            return Optional.empty(); // a number beyond the modulus: never made with this key
        }
        if (block.length < 1 + HASH + HASH + 1 + SESSION_KEY || block[0] != 0) {
            return Optional.empty();
        }
        byte[] seed = Arrays.copyOfRange(block, 1, 1 + HASH);
        byte[] data = Arrays.copyOfRange(block, 1 + HASH, block.length);
        mask(seed, data);
        mask(data, seed);
        return isPadded(data)
                ? Optional.of(new SealedFor(Arrays.copyOf(data, HASH)))
                : Optional.empty();
    }

    boolean isFor(Label label) {
        return Arrays.equals(labelHash, Fingerprint.sha256().digest(label.bytes()));
    }

    /** Zeros between the label's hash and a one, then a session key. */
    private static boolean isPadded(byte[] data) {
        int one = data.length - SESSION_KEY - 1;
        for (int i = HASH; i < one; i++) {
            if (data[i] != 0) {
                return false;
            }
        }
        return data[one] == 1;
    }

    /** RFC 8017, MGF1: {@code target} is masked by what {@code source} yields. */
    private static void mask(byte[] target, byte[] source) {
        MessageDigest digest = Fingerprint.sha256();
        for (int block = 0; block * HASH < target.length; block++) {
            digest.update(source);
            byte[] mask = digest.digest(new byte[] {0, 0, (byte) (block >> 8), (byte) block});
            for (int i = 0; i < HASH && block * HASH + i < target.length; i++) {
                target[block * HASH + i] ^= mask[i];
            }
        }
    }
}
