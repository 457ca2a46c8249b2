package dev.nordbox.installer.host.ssh;

import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoServiceEventListener;

/**
 * Which addresses took a connection. One that takes it and cuts it off at once fails just as one
 * that is not there: with a socket's exception, before there is a session.
 */
final class Answers implements IoServiceEventListener {
    private final Set<SocketAddress> heard = ConcurrentHashMap.newKeySet();

    @Override
    public void connectionEstablished(
            IoConnector connector,
            SocketAddress local,
            AttributeRepository context,
            SocketAddress remote) {
        heard.add(remote);
    }

    boolean has(SocketAddress address) {
        return heard.contains(address);
    }
}
