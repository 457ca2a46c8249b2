package dev.nordbox.installer.host.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;

/**
 * What an ssh-agent may be asked to sign with.
 *
 * @param only the one key that was asked for; empty: whatever the agent holds
 */
record AgentOffer(Path socket, Optional<PublicKey> only) {

    boolean includes(Map.Entry<PublicKey, String> held) {
        return only.isEmpty() || KeyUtils.compareKeys(only.get(), held.getKey());
    }

    /** False as well when nobody answers at the socket. */
    boolean holdsSomething() {
        try (AgentSocket agent = AgentSocket.connect(this)) {
            return agent.getIdentities().iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }
}
