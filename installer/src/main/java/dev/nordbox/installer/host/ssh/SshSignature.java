package dev.nordbox.installer.host.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** Checks what {@code ssh-keygen -Y sign} writes; the counterpart of {@link SshSigner}. */
public final class SshSignature {
    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
    private static final String END = "-----END SSH SIGNATURE-----";
    private static final int VERSION = 1;

    /** A signature says itself how the message was summed up. */
    private static final Map<String, String> HASHES =
            Map.of("sha256", "SHA-256", "sha512", "SHA-512");

    /** Not {@code ssh-rsa}, which is SHA-1. */
    private static final Set<String> ALGORITHMS =
            Set.of(
                    "ssh-ed25519",
                    "rsa-sha2-256",
                    "rsa-sha2-512",
                    "ecdsa-sha2-nistp256",
                    "ecdsa-sha2-nistp384",
                    "ecdsa-sha2-nistp521");

    private SshSignature() {}

    /**
     * The public key that signed, as {@code authorized_keys} has it; whether that is somebody's is
     * for the caller to know. Empty when the signature does not hold for this text, is for another
     * purpose or no signature at all.
     *
     * @param armoured as the file beside the text has it
     * @param namespace what the signature is for, as the signer said it with {@code -n}
     */
    public static Optional<String> signer(byte[] message, String armoured, String namespace) {
        try {
            return check(message, blob(armoured), namespace);
        } catch (Exception e) {
            // Whatever a text of somebody else's is, and wherever reading it ends: it proves
            // nothing.
            return Optional.empty();
        }
    }

    /**
     * Whether a key is one of these lines of {@code authorized_keys}. What stands behind a key
     * there is whose it is, and no part of it.
     */
    public static boolean isOf(String key, Collection<String> lines) {
        return lines.stream()
                .map(line -> line.split(" "))
                .anyMatch(words -> words.length > 1 && (words[0] + " " + words[1]).equals(key));
    }

    private static byte[] blob(String armoured) {
        int begin = armoured.indexOf(BEGIN);
        int end = armoured.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no armour");
        }
        return Base64.getMimeDecoder().decode(armoured.substring(begin + BEGIN.length(), end));
    }

    private static Optional<String> check(byte[] message, byte[] blob, String namespace)
            throws Exception {
        ByteArrayBuffer signature = new ByteArrayBuffer(blob);
        byte[] magic = new byte[MAGIC.length];
        signature.getRawBytes(magic);
        if (!Arrays.equals(magic, MAGIC) || signature.getInt() != VERSION) {
            return Optional.empty();
        }
        PublicKey key = new ByteArrayBuffer(signature.getBytes()).getRawPublicKey();
        String purpose = signature.getString();
        String reserved = signature.getString();
        String hash = signature.getString();
        byte[] signed = signature.getBytes();
        String algorithm = new ByteArrayBuffer(signed).getString();
        if (!purpose.equals(namespace)
                || !HASHES.containsKey(hash)
                || !ALGORITHMS.contains(algorithm)) {
            return Optional.empty();
        }
        ByteArrayBuffer over = new ByteArrayBuffer();
        over.putRawBytes(MAGIC);
        over.putString(purpose);
        over.putString(reserved);
        over.putString(hash);
        over.putBytes(MessageDigest.getInstance(HASHES.get(hash)).digest(message));
        return holds(key, algorithm, over.getCompactData(), signed)
                ? Optional.of(PublicKeyEntry.toString(key))
                : Optional.empty();
    }

    private static boolean holds(PublicKey key, String algorithm, byte[] text, byte[] signed)
            throws Exception {
        Signature verifier =
                Optional.ofNullable(
                                NamedResource.findByName(
                                        algorithm, String::compareTo, HostKeyAlgorithms.forLogin()))
                        .orElseThrow(() -> new GeneralSecurityException(algorithm))
                        .create();
        verifier.initVerifier(null, key);
        verifier.update(null, text);
        return verifier.verify(null, signed);
    }
}
