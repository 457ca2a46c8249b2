package dev.nordbox.installer.host.ssh;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** Signs with a private key in memory. */
final class FileSignature {
    private FileSignature() {}

    /** In SSH's wire format, the algorithm in front. */
    static byte[] of(PrivateKey key, String algorithm, byte[] data)
            throws GeneralSecurityException {
        try {
            Signature signer =
                    NamedResource.findByName(
                                    algorithm, String::compareTo, HostKeyAlgorithms.forLogin())
                            .create();
            signer.initSigner(null, key);
            signer.update(null, data);
            Buffer signature = new ByteArrayBuffer();
            signature.putString(algorithm);
            signature.putBytes(signer.sign(null));
            return signature.getCompactData();
        } catch (GeneralSecurityException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new GeneralSecurityException(e);
        }
    }
}
