package dev.nordbox.installer.host.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.agent.SshAgentConstants;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.BufferException;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * A running ssh-agent. Private keys never leave it: it lists public keys and signs. It is never
 * forwarded to a host.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-sshm-ssh-agent">agent protocol</a>
 */
final class AgentSocket extends AbstractAgentProxy {
    /** OpenSSH's own limit for an agent message. */
    private static final int LARGEST_ANSWER = 256 * 1024;

    private static final Map<String, Integer> RSA_FLAGS =
            Map.of("rsa-sha2-256", 2, "rsa-sha2-512", 4);

    private final ByteChannel channel;

    /**
     * @param channel closed with it
     */
    AgentSocket(ByteChannel channel) {
        super(null);
        this.channel = channel;
    }

    static AgentSocket connect(Path socket) throws IOException {
        return new AgentSocket(new AgentPlace(socket).open());
    }

    @Override
    public List<Map.Entry<PublicKey, String>> getIdentities() throws IOException {
        return held().stream()
                .filter(held -> held.key().isPresent())
                .map(held -> Map.entry(held.key().orElseThrow(), held.comment()))
                .toList();
    }

    /**
     * @param key empty: of a type that is not known here, such as a security key's certificate
     */
    record Held(Optional<PublicKey> key, String type, String comment) {}

    /** All that it holds; the library's own method passes over what it does not know. */
    List<Held> held() throws IOException {
        byte[] question = {0, 0, 0, 1, SshAgentConstants.SSH2_AGENTC_REQUEST_IDENTITIES};
        Buffer answer = request(new ByteArrayBuffer(question));
        try {
            if (answer.getUByte() != SshAgentConstants.SSH2_AGENT_IDENTITIES_ANSWER) {
                throw new IOException("the agent does not list its keys");
            }
            List<Held> all = new ArrayList<>();
            for (long left = answer.getUInt(); left > 0; left--) {
                byte[] blob = answer.getBytes();
                String type = new ByteArrayBuffer(blob).getString();
                Optional<PublicKey> key = PublicHalf.key(new ByteArrayBuffer(blob));
                all.add(new Held(key, type, answer.getString()));
            }
            return all;
        } catch (BufferException | IllegalArgumentException e) {
            throw new IOException("the agent's list of keys is garbled: " + e.getMessage(), e);
        }
    }

    /**
     * The signature as it goes to the server, with what a security key adds to it. The library's
     * own method drops that.
     *
     * @param algorithm of the signature, never of a certificate
     */
    byte[] signature(PublicKey key, String algorithm, byte[] data) throws IOException {
        Buffer question = new ByteArrayBuffer();
        question.putUInt(0); // the length, known in the end
        question.putByte(SshAgentConstants.SSH2_AGENTC_SIGN_REQUEST);
        question.putPublicKey(key);
        question.putBytes(data);
        question.putUInt(RSA_FLAGS.getOrDefault(algorithm, 0));
        int end = question.wpos();
        question.wpos(0);
        question.putUInt(end - Integer.BYTES);
        question.wpos(end);
        Buffer answer = request(question);
        if (answer.getUByte() != SshAgentConstants.SSH2_AGENT_SIGN_RESPONSE) {
            throw new IOException("the agent does not sign with this key");
        }
        byte[] signature = answer.getBytes();
        String used = new ByteArrayBuffer(signature).getString();
        if (!used.equals(algorithm)) {
            throw new IOException("the agent signs with " + used + ", not with " + algorithm);
        }
        return signature;
    }

    @Override
    protected synchronized Buffer request(Buffer question) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(question.array(), question.rpos(), question.available());
        while (out.hasRemaining()) {
            channel.write(out);
        }
        int length = ByteBuffer.wrap(read(Integer.BYTES)).getInt();
        if (length < 1 || length > LARGEST_ANSWER) {
            throw new IOException("ssh-agent announces an answer of " + length + " bytes");
        }
        return new ByteArrayBuffer(read(length));
    }

    private byte[] read(int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            if (channel.read(in) < 0) {
                throw new EOFException("ssh-agent closed the connection");
            }
        }
        return in.array();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        super.close();
    }
}
