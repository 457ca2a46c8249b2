package dev.nordbox.installer.host.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.security.SecurityUtils;

/** A private key on disk, in any format that ssh-keygen writes. */
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

    /** The public half that ssh-keygen puts beside the key; needs no passphrase. */
    Optional<PublicKey> publicHalf() {
        try {
            String line = Files.readString(path.resolveSibling(path.getFileName() + ".pub"));
            PublicKeyEntry entry = PublicKeyEntry.parsePublicKeyEntry(line);
            return Optional.ofNullable(
                    entry.resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.IGNORING));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
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
