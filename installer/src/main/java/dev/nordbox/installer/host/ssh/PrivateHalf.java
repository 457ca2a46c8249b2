package dev.nordbox.installer.host.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/** What signs, wherever it lies. */
interface PrivateHalf {

    PublicKey publicKey();

    /**
     * In SSH's wire format, the algorithm in front.
     *
     * @throws IOException when an agent does not sign
     */
    byte[] sign(String algorithm, byte[] data) throws IOException, GeneralSecurityException;

    /** In memory, from a file. */
    record OfFile(KeyPair pair) implements PrivateHalf {
        @Override
        public PublicKey publicKey() {
            return pair.getPublic();
        }

        @Override
        public byte[] sign(String algorithm, byte[] data) throws GeneralSecurityException {
            return FileSignature.of(pair.getPrivate(), algorithm, data);
        }
    }

    /** In an agent, which is asked anew for each signature. */
    record OfAgent(Path socket, PublicKey publicKey) implements PrivateHalf {

        /** The keys that an agent holds, in its order; none where no agent answers. */
        static List<PublicKey> heldBy(Optional<Path> socket) {
            if (socket.isEmpty()) {
                return List.of();
            }
            try (AgentSocket agent = AgentSocket.connect(socket.get())) {
                return agent.getIdentities().stream()
                        .map(Map.Entry::getKey)
                        .filter(key -> !(key instanceof OpenSshCertificate))
                        .toList();
            } catch (IOException | UnsupportedOperationException e) {
                return List.of();
            }
        }

        static Optional<PrivateHalf> of(PublicKey key, Optional<Path> socket) {
            return heldBy(socket).stream()
                    .filter(held -> KeyUtils.compareKeys(key, held))
                    .findFirst()
                    .map(held -> new OfAgent(socket.orElseThrow(), held));
        }

        @Override
        public byte[] sign(String algorithm, byte[] data) throws IOException {
            try (AgentSocket agent = AgentSocket.connect(socket)) {
                return agent.signature(publicKey, algorithm, data);
            }
        }
    }
}
