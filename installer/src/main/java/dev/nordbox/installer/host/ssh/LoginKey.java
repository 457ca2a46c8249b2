package dev.nordbox.installer.host.ssh;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Map;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.session.SessionContext;

/** A key that a login may offer, wherever its private half is. */
sealed interface LoginKey extends PublicKeyIdentity {

    /** What the server is shown. */
    PublicKey publicKey();

    /** Where it comes from, for people: a file, or the agent's comment. */
    String origin();

    /**
     * Signs; a person may be asked for a passphrase.
     *
     * @param algorithm of the signature, never of a certificate
     * @return in SSH's wire format, the algorithm in front
     * @throws NoSignature when no passphrase was given, or an agent does not sign: another key may
     *     do
     */
    byte[] signature(String algorithm, byte[] data) throws IOException, GeneralSecurityException;

    @Override
    default KeyPair getKeyIdentity() {
        return new KeyPair(publicKey(), null);
    }

    @Override
    default Map.Entry<String, byte[]> sign(SessionContext session, String algorithm, byte[] data)
            throws Exception {
        return Map.entry(algorithm, signature(algorithm, data));
    }

    /** A key that is there, and does not sign. */
    final class NoSignature extends IOException {
        private static final long serialVersionUID = 1L;

        NoSignature(String why) {
            super(why);
        }
    }

    /** In a file. */
    record OfFile(KeyFileLock lock, PublicKey publicKey) implements LoginKey {
        @Override
        public String origin() {
            return lock.file().toString();
        }

        @Override
        public byte[] signature(String algorithm, byte[] data)
                throws IOException, GeneralSecurityException {
            return FileSignature.of(lock.open().getPrivate(), algorithm, data);
        }
    }

    /** In an agent, which may ask for a touch or a PIN itself. */
    record OfAgent(PatientAgent agent, PublicKey publicKey, String comment) implements LoginKey {
        @Override
        public String origin() {
            return "agent: " + comment;
        }

        @Override
        public byte[] signature(String algorithm, byte[] data) throws NoSignature {
            return agent.signature(publicKey, comment, algorithm, data);
        }
    }

    /** A certificate in a file, over a key that is anywhere. */
    record Certified(LoginKey key, OpenSshCertificate certificate, String origin)
            implements LoginKey {
        @Override
        public PublicKey publicKey() {
            return certificate;
        }

        @Override
        public byte[] signature(String algorithm, byte[] data)
                throws IOException, GeneralSecurityException {
            return key.signature(algorithm, data);
        }
    }
}
