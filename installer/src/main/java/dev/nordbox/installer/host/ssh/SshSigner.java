package dev.nordbox.installer.host.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
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

    private static final Map<String, BuiltinSignatures> ALGORITHMS =
            Map.of(
                    "ssh-ed25519", BuiltinSignatures.ed25519,
                    "ssh-rsa", BuiltinSignatures.rsaSHA512,
                    "ecdsa-sha2-nistp256", BuiltinSignatures.nistp256,
                    "ecdsa-sha2-nistp384", BuiltinSignatures.nistp384,
                    "ecdsa-sha2-nistp521", BuiltinSignatures.nistp521);

    private final KeyPair pair;

    private SshSigner(KeyPair pair) {
        this.pair = pair;
    }

    /**
     * With the key in a file; empty when there is none, it cannot be read, or a passphrase is
     * needed and nobody gives it.
     */
    public static Optional<SshSigner> with(Path file, LoginPrompts prompts) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        KeyFile key = new KeyFile(file);
        try {
            Optional<KeyPair> open = key.read();
            if (open.isPresent()) {
                return open.map(SshSigner::new);
            }
            Optional<char[]> passphrase = prompts.passphrase(file, 1);
            if (passphrase.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new SshSigner(key.read(passphrase.get())));
            } finally {
                Arrays.fill(passphrase.get(), '\0');
            }
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
        String type = KeyUtils.getKeyType(pair);
        BuiltinSignatures algorithm = ALGORITHMS.get(type);
        if (algorithm == null) {
            throw new IllegalArgumentException("keys of type " + type + " cannot sign evidence");
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(message);
            ByteArrayBuffer signed = preamble();
            signed.putString(namespace);
            signed.putString("");
            signed.putString(HASH);
            signed.putBytes(digest);
            Signature signature = algorithm.create();
            signature.initSigner(null, pair.getPrivate());
            signature.update(null, signed.getCompactData());
            ByteArrayBuffer inner = new ByteArrayBuffer();
            inner.putString(type.equals("ssh-rsa") ? "rsa-sha2-512" : type);
            inner.putBytes(signature.sign(null));
            ByteArrayBuffer blob = preamble();
            blob.putInt(VERSION);
            ByteArrayBuffer publicKey = new ByteArrayBuffer();
            publicKey.putRawPublicKey(pair.getPublic());
            blob.putBytes(publicKey.getCompactData());
            blob.putString(namespace);
            blob.putString("");
            blob.putString(HASH);
            blob.putBytes(inner.getCompactData());
            return armoured(blob.getCompactData());
        } catch (Exception e) { // what the signature of sshd declares
            throw new IllegalStateException("cannot sign with a key of type " + type, e);
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
