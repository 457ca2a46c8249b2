package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.ssh.Candidate.CertificateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Iterator;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** A private key on disk, in any format that ssh-keygen writes, and what lies beside it. */
record KeyFile(Path path) {

    /** Reads the key without a passphrase; empty when it needs one. */
    Optional<KeyPair> read() throws IOException, GeneralSecurityException {
        boolean[] encrypted = new boolean[1];
        FilePasswordProvider nobody =
                (session, resource, attempt) -> {
                    encrypted[0] = true;
                    return null;
                };
        try {
            return Optional.of(read(nobody));
        } catch (IOException | GeneralSecurityException e) {
            if (encrypted[0]) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Reads an encrypted key; throws when the passphrase is wrong. */
    KeyPair read(char[] passphrase) throws IOException, GeneralSecurityException {
        return read(FilePasswordProvider.of(new String(passphrase)));
    }

    /**
     * The public half: from the key itself, whose newer format has it unencrypted, else from the
     * file beside it. A file with nothing but a public half has it as well: an agent has the other.
     */
    Optional<PublicKey> publicHalf() {
        return PublicHalf.insideOf(path)
                .or(() -> PublicHalf.in(beside(".pub")))
                .or(() -> PublicHalf.in(path));
    }

    /** {@code id-cert.pub}, as ssh-keygen names what it signs. */
    Optional<CertificateFile> certificate() {
        return CertificateFile.in(beside("-cert"));
    }

    /** Behind the whole name, as ssh does it: {@code id.pub} has no {@code id-cert.pub}. */
    Path beside(String ending) {
        return path.resolveSibling(path.getFileName() + ending);
    }

    private KeyPair read(FilePasswordProvider passphrase)
            throws IOException, GeneralSecurityException {
        NamedResource name = path::toString;
        try (InputStream in = Files.newInputStream(path)) {
            Iterable<KeyPair> pairs =
                    SecurityUtils.loadKeyPairIdentities(null, name, in, passphrase);
            if (pairs != null) {
                Iterator<KeyPair> found = pairs.iterator();
                if (found.hasNext()) {
                    return found.next();
                }
            }
        }
        throw new IOException("no private key in it");
    }
}
