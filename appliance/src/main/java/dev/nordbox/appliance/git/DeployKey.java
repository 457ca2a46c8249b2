package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.GitException.Reason;
import java.io.IOException;
import java.io.InputStream;
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
record DeployKey(KeyPair pair, Path file) {

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
            Iterable<KeyPair> pairs =
                    SecurityUtils.loadKeyPairIdentities(
                            null,
                            NamedResource.ofName(file.toString()),
                            in,
                            FilePasswordProvider.EMPTY);
            if (pairs != null && pairs.iterator().hasNext()) {
                return new DeployKey(pairs.iterator().next(), file);
            }
            throw unusable(file, "it holds no private key");
        } catch (GeneralSecurityException e) {
            throw unusable(file, "it is damaged, of an unknown kind, or has a passphrase");
        } catch (IOException e) {
            throw unusable(file, GitFailures.words(e));
        }
    }

    private static GitException unusable(Path file, String why) {
        return new GitException(
                Reason.SETUP,
                "the deploy key " + file + " cannot be used: " + why,
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
        return file + " (" + fingerprint() + ")";
    }
}
