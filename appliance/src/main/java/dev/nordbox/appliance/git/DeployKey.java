package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.GitException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Set;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The one private key that is offered to the Git host. */
record DeployKey(KeyPair pair, String origin) {

    static DeployKey read(Path file) throws GitException {
        try (InputStream in = Files.newInputStream(file)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new GitException(
                        Reason.SETUP,
                        "the deploy key " + file + " can be read by every user of this machine",
                        "chmod 600 " + file + ", and make a new key if others could log in");
            }
            return load(in, file.toString());
        } catch (IOException e) {
            throw unusable(file.toString(), GitFailures.words(e));
        }
    }

    /**
     * @param origin where the text comes from
     */
    static DeployKey of(String text, String origin) throws GitException {
        // A file that an editor or a template has cut the last line end from is still a key.
        byte[] pem = (text.strip() + "\n").getBytes(StandardCharsets.UTF_8);
        return load(new ByteArrayInputStream(pem), origin);
    }

    private static DeployKey load(InputStream in, String origin) throws GitException {
        try {
            Iterable<KeyPair> pairs =
                    SecurityUtils.loadKeyPairIdentities(
                            null, NamedResource.ofName(origin), in, FilePasswordProvider.EMPTY);
            if (pairs != null && pairs.iterator().hasNext()) {
                return new DeployKey(pairs.iterator().next(), origin);
            }
            throw unusable(origin, "it holds no private key");
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            // What the library says may quote the key.
            throw unusable(origin, "it is damaged, of an unknown kind, or has a passphrase");
        }
    }

    private static GitException unusable(String origin, String why) {
        return new GitException(
                Reason.SETUP,
                "the deploy key " + origin + " cannot be used: " + why,
                "bring a key without passphrase, as `ssh-keygen -t ed25519 -N ''` makes it");
    }

    /** As the Git host shows it beside the registered key. */
    String fingerprint() {
        return KeyUtils.getKeyType(pair) + " " + KeyUtils.getFingerPrint(pair.getPublic());
    }

    /** The public half, to be registered at the Git host. */
    String publicLine() {
        return PublicKeyEntry.toString(pair.getPublic());
    }

    @Override
    public String toString() {
        return origin + " (" + fingerprint() + ")";
    }
}
