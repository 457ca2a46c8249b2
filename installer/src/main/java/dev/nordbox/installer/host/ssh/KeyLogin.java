package dev.nordbox.installer.host.ssh;

import java.util.Iterator;
import java.util.List;
import org.apache.sshd.client.auth.AbstractUserAuthFactory;
import org.apache.sshd.client.auth.UserAuth;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.signature.SignatureFactoriesManager;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * Logs in with the keys of a {@link KeyOffer}, in its order. A passphrase is asked for only when
 * the server would take the key, on the connection that is there: servers count logins that fail.
 */
final class KeyLogin extends UserAuthPublicKey {
    private final List<LoginKey> offered;
    private final LoginTrace trace;

    private KeyLogin(List<LoginKey> offered, LoginTrace trace) {
        super(HostKeyAlgorithms.forLogin());
        this.offered = offered;
        this.trace = trace;
    }

    static final class Factory extends AbstractUserAuthFactory {
        private final List<LoginKey> offered;
        private final LoginTrace trace;

        Factory(List<LoginKey> offered, LoginTrace trace) {
            super(UserAuthPublicKeyFactory.NAME);
            this.offered = offered;
            this.trace = trace;
        }

        @Override
        public UserAuth createUserAuth(ClientSession session) {
            return new KeyLogin(offered, trace);
        }
    }

    @Override
    protected Iterator<PublicKeyIdentity> createPublicKeyIterator(
            ClientSession session, SignatureFactoriesManager manager) {
        return List.<PublicKeyIdentity>copyOf(offered).iterator();
    }

    @Override
    protected boolean processAuthDataRequest(ClientSession session, String service, Buffer buffer)
            throws Exception {
        try {
            return super.processAuthDataRequest(session, service, buffer);
        } catch (LoginKey.NoSignature e) {
            trace.unsigned(current.getKeyIdentity(), e.getMessage());
            currentAlgorithms.clear();
            return sendAuthDataRequest(session, service);
        }
    }

    /** RFC 4252, 7. The signature goes in as it is, with what a security key adds behind it. */
    @Override
    protected byte[] appendSignature(
            ClientSession session,
            String service,
            String name,
            String username,
            String algorithm,
            java.security.PublicKey key,
            java.security.PublicKey serverKey,
            Buffer buffer)
            throws Exception {
        Buffer signed = new ByteArrayBuffer();
        signed.putBytes(session.getSessionId());
        signed.putByte(SshConstants.SSH_MSG_USERAUTH_REQUEST);
        signed.putString(username);
        signed.putString(service);
        signed.putString(name);
        signed.putBoolean(true);
        signed.putString(algorithm);
        signed.putPublicKey(key);
        if (serverKey != null) {
            signed.putPublicKey(serverKey);
        }
        String plain = KeyUtils.getSignatureAlgorithm(algorithm, key);
        byte[] signature = current.sign(session, plain, signed.getCompactData()).getValue();
        buffer.putBytes(signature);
        return signature;
    }
}
