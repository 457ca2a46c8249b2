package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
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

    private final PrivateHalf half;

    private SshSigner(PrivateHalf half) {
        this.half = half;
    }

    /**
     * With the key in a file; empty when there is none, it cannot be read or is of no kind that
     * signs, or a passphrase is needed and nobody gives it.
     */
    public static Optional<SshSigner> with(Path file, LoginPrompts prompts) {
        return with(file, Optional.empty(), prompts);
    }

    /**
     * The same; a key with a passphrase that an agent holds is not asked for it.
     *
     * @param agent the agent's socket
     */
    public static Optional<SshSigner> with(Path file, Optional<Path> agent, LoginPrompts prompts) {
        KeyFile key = new KeyFile(file);
        return open(key, LoginPrompts.NOBODY)
                .or(() -> key.publicHalf().flatMap(half -> PrivateHalf.OfAgent.of(half, agent)))
                .or(() -> open(key, prompts))
                .filter(SshSigner::signs)
                .map(SshSigner::new);
    }

    /**
     * The default key of a person, if it can be used without a passphrase or an agent holds it;
     * else the one that the agent has, if it has one alone: of several the order may change, and
     * evidence would be another one's.
     */
    public static Optional<SshSigner> ofPerson(SshEnvironment environment) {
        Optional<Path> agent = environment.agentSocket();
        return environment.defaultKeys().stream()
                .flatMap(file -> with(file, agent, LoginPrompts.NOBODY).stream())
                .findFirst()
                .or(() -> ofAgent(agent));
    }

    private static Optional<SshSigner> ofAgent(Optional<Path> agent) {
        List<PrivateHalf> signing =
                PrivateHalf.OfAgent.heldBy(agent).stream()
                        .<PrivateHalf>map(key -> new PrivateHalf.OfAgent(agent.orElseThrow(), key))
                        .filter(SshSigner::signs)
                        .toList();
        return signing.size() == 1 ? Optional.of(new SshSigner(signing.get(0))) : Optional.empty();
    }

    private static Optional<PrivateHalf> open(KeyFile key, LoginPrompts prompts) {
        if (!Files.isRegularFile(key.path())) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new PrivateHalf.OfFile(new KeyFileLock(key, key.read(), prompts).open()));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean signs(PrivateHalf half) {
        return ALGORITHMS.containsKey(KeyUtils.getKeyType(half.publicKey()));
    }

    /** The public key as {@code allowed_signers} and {@code authorized_keys} have it. */
    public String publicKey() {
        return PublicKeyEntry.toString(half.publicKey());
    }

    public String fingerprint() {
        return KeyUtils.getFingerPrint(half.publicKey());
    }

    /**
     * The armoured signature.
     *
     * @param namespace what the signature is for; a verifier must name the same
     * @throws ProblemException LOGIN_REFUSED when the agent does not sign, as one that is locked
     */
    public String sign(byte[] message, String namespace) throws ProblemException {
        String algorithm = ALGORITHMS.get(KeyUtils.getKeyType(half.publicKey()));
        try {
            ByteArrayBuffer signed = preamble();
            signed.putString(namespace);
            signed.putString("");
            signed.putString(HASH);
            signed.putBytes(MessageDigest.getInstance("SHA-512").digest(message));
            ByteArrayBuffer publicKey = new ByteArrayBuffer();
            publicKey.putRawPublicKey(half.publicKey());
            ByteArrayBuffer blob = preamble();
            blob.putInt(VERSION);
            blob.putBytes(publicKey.getCompactData());
            blob.putString(namespace);
            blob.putString("");
            blob.putString(HASH);
            blob.putBytes(half.sign(algorithm, signed.getCompactData()));
            return armoured(blob.getCompactData());
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.LOGIN_REFUSED,
                    new Problem(
                            "the SSH agent did not sign, so there is no signature: " + Reason.of(e),
                            fingerprint(),
                            "unlock the agent (`ssh-add -X`), or name another key with"
                                    + " --sign-with, and run the same command again"));
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
