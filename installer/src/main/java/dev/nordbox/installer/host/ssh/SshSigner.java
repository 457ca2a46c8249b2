package dev.nordbox.installer.host.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * Signs as {@code ssh-keygen -Y sign} does, so that {@code ssh-keygen -Y verify} is all that a
 * reader needs. The format is OpenSSH's PROTOCOL.sshsig.
 */
public final class SshSigner {
    private static final String MAGIC = "SSHSIG";
    private static final int VERSION = 1;
    private static final String HASH = "sha512";
    private static final int LINE = 70;

    private static final Map<String, String> ALGORITHMS =
            Map.of(
                    "ssh-ed25519", "ssh-ed25519",
                    "ssh-rsa", "rsa-sha2-512",
                    "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256",
                    "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384",
                    "ecdsa-sha2-nistp521", "ecdsa-sha2-nistp521");

    private final KeyPair pair;

    private SshSigner(KeyPair pair) {
        this.pair = pair;
    }

    /**
     * With the key in a file; empty when there is none, it cannot be read or is of no kind that
     * signs, or a passphrase is needed and nobody gives it.
     */
    public static Optional<SshSigner> with(Path file, LoginPrompts prompts) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        KeyFile key = new KeyFile(file);
        try {
            KeyPair pair = new KeyFileLock(key, key.read(), prompts).open();
            return Optional.of(pair)
                    .filter(open -> ALGORITHMS.containsKey(KeyUtils.getKeyType(open)))
                    .map(SshSigner::new);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The default key of a person, if it can be used without a passphrase. */
    public static Optional<SshSigner> ofPerson(SshEnvironment environment) {
        return environment.defaultKeys().stream()
                .flatMap(file -> with(file, LoginPrompts.NOBODY).stream())
                .findFirst();
    }

    /** The public key as {@code allowed_signers} and {@code authorized_keys} have it. */
    public String publicKey() {
        return PublicKeyEntry.toString(pair.getPublic());
    }

    public String fingerprint() {
        return KeyUtils.getFingerPrint(pair.getPublic());
    }

    /**
     * The armoured signature.
     *
     * @param namespace what the signature is for; a verifier must name the same
     */
    public String sign(byte[] message, String namespace) {
        String algorithm = ALGORITHMS.get(KeyUtils.getKeyType(pair));
        try {
            ByteArrayBuffer signed = preamble();
            signed.putString(namespace);
            signed.putString("");
            signed.putString(HASH);
            signed.putBytes(MessageDigest.getInstance("SHA-512").digest(message));
            ByteArrayBuffer publicKey = new ByteArrayBuffer();
            publicKey.putRawPublicKey(pair.getPublic());
            ByteArrayBuffer blob = preamble();
            blob.putInt(VERSION);
            blob.putBytes(publicKey.getCompactData());
            blob.putString(namespace);
            blob.putString("");
            blob.putString(HASH);
            blob.putBytes(FileSignature.of(pair.getPrivate(), algorithm, signed.getCompactData()));
            return armoured(blob.getCompactData());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with " + algorithm, e);
        }
    }

    private static ByteArrayBuffer preamble() {
        ByteArrayBuffer buffer = new ByteArrayBuffer();
        buffer.putRawBytes(MAGIC.getBytes(StandardCharsets.US_ASCII));
        return buffer;
    }

    private static String armoured(byte[] blob) {
        String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(blob);
        return "-----BEGIN SSH SIGNATURE-----\n" + text + "\n-----END SSH SIGNATURE-----\n";
    }
}
