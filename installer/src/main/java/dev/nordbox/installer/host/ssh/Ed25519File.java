package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.age.SshIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Optional;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** A private SSH key of type ed25519, as what opens files that are encrypted to it. */
public final class Ed25519File {
    private Ed25519File() {}

    /**
     * @param prompts asked for the passphrase, if the key has one
     * @throws IOException when there is no such key in the file, or it stays locked; the message
     *     says which
     */
    public static SshIdentity open(Path file, LoginPrompts prompts) throws IOException {
        KeyFile key = new KeyFile(file);
        try {
            Optional<KeyPair> plain = key.read();
            KeyPair pair = new KeyFileLock(key, plain, prompts).open();
            AsymmetricKeyParameter secret =
                    PrivateKeyFactory.createKey(pair.getPrivate().getEncoded());
            if (secret instanceof Ed25519PrivateKeyParameters ed25519) {
                return SshIdentity.of(
                        ed25519.getEncoded(), ed25519.generatePublicKey().getEncoded());
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("it is no private key that can be read", e);
        }
        throw new IOException("it is an SSH key, but not of type ed25519");
    }
}
