package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyPolicy;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict;
import dev.nordbox.installer.host.ssh.hostkey.ShownKey;
import dev.nordbox.installer.problem.Problem;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the policy between the key exchange and the login. Runs on an I/O thread, so it never asks
 * anybody: an unknown key ends the connection, and a person answers without a login timer running.
 */
final class HostKeyCheck implements ServerKeyVerifier {
    private final Hop hop;
    private final HostKeyPolicy policy;
    private volatile @Nullable HostKeyVerdict verdict;
    private volatile @Nullable HostKey shown;

    HostKeyCheck(Hop hop, HostKeyPolicy policy) {
        this.hop = hop;
        this.policy = policy;
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
        ShownKey whole = read(key);
        shown = whole.key();
        HostKeyVerdict judged = judge(whole);
        verdict = judged;
        return judged instanceof HostKeyVerdict.Trusted;
    }

    private static ShownKey read(PublicKey key) {
        return key instanceof OpenSshCertificate certificate
                ? new ShownKey(
                        hostKey(certificate.getCertPubKey()),
                        Optional.of(hostKey(certificate.getCaPubKey())))
                : ShownKey.plain(hostKey(key));
    }

    private static HostKey hostKey(PublicKey key) {
        ByteArrayBuffer wire = new ByteArrayBuffer();
        wire.putRawPublicKey(key);
        return new HostKey(KeyUtils.getKeyType(key), wire.getCompactData());
    }

    private HostKeyVerdict judge(ShownKey whole) {
        try {
            return policy.judge(hop.knownHostsName(), whole);
        } catch (IOException e) {
            return new HostKeyVerdict.Refused(
                    new Problem(
                            "known_hosts cannot be read: " + Reason.of(e),
                            hop.target().name(),
                            "mend the file, or pass --host-key " + whole.key().fingerprint()));
        }
    }

    /** The name that a certificate has to hold. */
    String certifiedName() {
        return hop.certifiedName();
    }

    /** The certificate proves nothing: expired, for another host, or not signed as it says. */
    void certificateInvalid(OpenSshCertificate certificate, SshException why) {
        verdict =
                new HostKeyVerdict.Refused(
                        new Problem(
                                "the server's host certificate `%s` is not valid: %s"
                                        .formatted(certificate.getId(), why.getMessage()),
                                hop.target().name(),
                                "have it issued anew for `" + hop.certifiedName() + "`"));
    }

    /** Empty until the server has shown a key and proved that it holds it. */
    Optional<HostKeyVerdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    /** Its key, when the verdict is there. */
    Optional<HostKey> shown() {
        return Optional.ofNullable(shown);
    }
}
