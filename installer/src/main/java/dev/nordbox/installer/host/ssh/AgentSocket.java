package dev.nordbox.installer.host.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * A running ssh-agent. Private keys never leave it: it lists public keys and signs.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-sshm-ssh-agent">agent protocol</a>
 */
final class AgentSocket extends AbstractAgentProxy {
    /** OpenSSH's own limit for an agent message. */
    private static final int LARGEST_ANSWER = 256 * 1024;

    private final AgentOffer offer;
    private final SocketChannel channel;

    private AgentSocket(AgentOffer offer, SocketChannel channel) {
        super(null);
        this.offer = offer;
        this.channel = channel;
    }

    static AgentSocket connect(AgentOffer offer) throws IOException {
        var address = UnixDomainSocketAddress.of(offer.socket());
        return new AgentSocket(offer, SocketChannel.open(address));
    }

    @Override
    public List<Map.Entry<PublicKey, String>> getIdentities() throws IOException {
        List<Map.Entry<PublicKey, String>> offered = new ArrayList<>();
        for (Map.Entry<PublicKey, String> held : super.getIdentities()) {
            if (offer.includes(held)) {
                offered.add(held);
            }
        }
        return offered;
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
