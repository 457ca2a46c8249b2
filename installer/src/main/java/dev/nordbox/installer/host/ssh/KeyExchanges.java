package dev.nordbox.installer.host.ssh;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.kex.DHGClient;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.kex.KeyExchange;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.session.Session;

/** The key exchanges that are offered; each holds a host certificate against the right name. */
final class KeyExchanges {
    private KeyExchanges() {}

    static List<KeyExchangeFactory> checkedBy(HostKeyCheck hostKey) {
        List<KeyExchangeFactory> all = new ArrayList<>();
        for (BuiltinDHFactories factory : Algorithms.KEY_EXCHANGES) {
            if (factory.isSupported()) {
                all.add(new Checked(factory, hostKey));
            }
        }
        return all;
    }

    private record Checked(DHFactory factory, HostKeyCheck hostKey) implements KeyExchangeFactory {
        @Override
        public String getName() {
            return factory.getName();
        }

        @Override
        public KeyExchange createKeyExchange(Session session) {
            return new NamedExchange(factory, session, hostKey);
        }
    }

    /**
     * The library compares a certificate with the address that it connected to. Behind a jump host
     * that is our own loopback, and HostKeyAlias does not count.
     */
    private static final class NamedExchange extends DHGClient {
        private final HostKeyCheck hostKey;

        NamedExchange(DHFactory factory, Session session, HostKeyCheck hostKey) {
            super(factory, session);
            this.hostKey = hostKey;
        }

        @Override
        protected void verifyCertificate(Session session, OpenSshCertificate certificate)
                throws Exception {
            SocketAddress connected = getClientSession().getConnectAddress();
            getClientSession()
                    .setConnectAddress(
                            InetSocketAddress.createUnresolved(hostKey.certifiedName(), 0));
            try {
                super.verifyCertificate(session, certificate);
            } catch (SshException e) {
                hostKey.certificateInvalid(certificate, e);
                throw e;
            } finally {
                getClientSession().setConnectAddress(connected);
            }
        }
    }
}
