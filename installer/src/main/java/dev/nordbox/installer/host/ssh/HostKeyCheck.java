package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyPolicy;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict;
import dev.nordbox.installer.problem.Problem;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the policy between the key exchange and the login. Runs on an I/O thread, so it never asks
 * anybody: an unknown key ends the connection, and a person answers without a login timer running.
 */
final class HostKeyCheck implements ServerKeyVerifier {
    private final SshTarget target;
    private final HostKeyPolicy policy;
    private volatile @Nullable HostKeyVerdict verdict;

    HostKeyCheck(SshTarget target, HostKeyPolicy policy) {
        this.target = target;
        this.policy = policy;
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
        HostKeyVerdict judged = judge(key);
        verdict = judged;
        return judged instanceof HostKeyVerdict.Trusted;
    }

    private HostKeyVerdict judge(PublicKey key) {
        ByteArrayBuffer wire = new ByteArrayBuffer();
        wire.putRawPublicKey(key);
        HostKey shown = new HostKey(KeyUtils.getKeyType(key), wire.getCompactData());
        try {
            return policy.judge(target.knownHostsName(), shown);
        } catch (IOException e) {
            return new HostKeyVerdict.Refused(
                    new Problem(
                            "known_hosts cannot be read: " + e.getMessage(),
                            target.name(),
                            "mend the file, or pass --host-key " + shown.fingerprint()));
        }
    }

    /** Empty until the server has shown a key and proved that it holds it. */
    Optional<HostKeyVerdict> verdict() {
        return Optional.ofNullable(verdict);
    }
}
