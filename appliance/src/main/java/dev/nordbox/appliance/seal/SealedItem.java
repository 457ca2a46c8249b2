package dev.nordbox.appliance.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * One sealed value: the length of what follows (two bytes), a session key under RSA-OAEP, the value
 * under that session key.
 */
public final class SealedItem {
    /** A Secret as a whole may not weigh more. */
    static final int LONGEST_VALUE = 1 << 20;

    private static final int LENGTH_BYTES = 2;
    private static final int SESSION_KEY_BYTES = 32;
    private static final int TAG_BITS = 128;

    /** A session key seals once, so the nonce need not differ. */
    private static final byte[] NONCE = new byte[12];

    private final byte[] wrappedKey;
    private final byte[] ciphertext;

    private SealedItem(byte[] wrappedKey, byte[] ciphertext) {
        this.wrappedKey = wrappedKey;
        this.ciphertext = ciphertext;
    }

    /**
     * @param base64 as in {@code spec.encryptedData}; line breaks are passed over
     * @throws SealingException when it is not of that form
     */
    public static SealedItem parse(String base64) throws SealingException {
        String text = base64.replace("\n", "").replace("\r", "");
        if (text.length() > 2 * LONGEST_VALUE) {
            throw new SealingException("longer than any Secret can be");
        }
        byte[] bytes;
        try {
            if (text.length() % 4 != 0) {
                throw new IllegalArgumentException("padding");
            }
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new SealingException("not base64; was it cut, or never sealed?");
        }
        return of(bytes);
    }

    static SealedItem of(byte[] bytes) throws SealingException {
        int keyLength = bytes.length < LENGTH_BYTES ? 0 : ByteBuffer.wrap(bytes).getShort();
        keyLength &= 0xffff;
        if (keyLength == 0 || bytes.length < LENGTH_BYTES + keyLength) {
            throw new SealingException("too short to be a sealed value; was it cut?");
        }
        int end = LENGTH_BYTES + keyLength;
        return new SealedItem(
                Arrays.copyOfRange(bytes, LENGTH_BYTES, end),
                Arrays.copyOfRange(bytes, end, bytes.length));
    }

    /**
     * @throws SealingException when the value is longer than any Secret can be
     */
    public static SealedItem seal(
            SealingCertificate certificate, Label label, byte[] value, SecureRandom random)
            throws SealingException {
        if (value.length > LONGEST_VALUE) {
            throw new SealingException("longer than 1 MiB, which is all a Secret may hold");
        }
        byte[] sessionKey = new byte[SESSION_KEY_BYTES];
        random.nextBytes(sessionKey);
        try {
            RSAPublicKey key = certificate.publicKey();
            byte[] wrapped = oaep(Cipher.ENCRYPT_MODE, key, label.bytes()).doFinal(sessionKey);
            return new SealedItem(wrapped, gcm(Cipher.ENCRYPT_MODE, sessionKey).doFinal(value));
        } catch (GeneralSecurityException e) {
            throw new SealingException("the key is too short to seal with: use 2048 bits or more");
        }
    }

    /** The value, if that is the key and the label. */
    Optional<byte[]> unseal(SealingKey key, Label label) {
        if (!isLongAs(key)) {
            return Optional.empty();
        }
        try {
            byte[] sessionKey =
                    oaep(Cipher.DECRYPT_MODE, key.privateKey(), label.bytes()).doFinal(wrappedKey);
            return Optional.of(gcm(Cipher.DECRYPT_MODE, sessionKey).doFinal(ciphertext));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    boolean isLongAs(SealingKey key) {
        return (((RSAKey) key.privateKey()).getModulus().bitLength() + 7) / 8 == wrappedKey.length;
    }

    byte[] wrappedKey() {
        return wrappedKey;
    }

    /** As it stands in {@code spec.encryptedData}. */
    public String base64() {
        ByteBuffer bytes =
                ByteBuffer.allocate(LENGTH_BYTES + wrappedKey.length + ciphertext.length)
                        .putShort((short) wrappedKey.length)
                        .put(wrappedKey)
                        .put(ciphertext);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** JDKs take SHA-1 for the mask unless told otherwise. */
    private static Cipher oaep(int mode, Key key, byte[] label) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                mode,
                key,
                new OAEPParameterSpec(
                        "SHA-256",
                        "MGF1",
                        MGF1ParameterSpec.SHA256,
                        new PSource.PSpecified(label)));
        return cipher;
    }

    private static Cipher gcm(int mode, byte[] sessionKey) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode, new SecretKeySpec(sessionKey, "AES"), new GCMParameterSpec(TAG_BITS, NONCE));
        return cipher;
    }
}
