package dev.nordbox.installer.host.ssh;

import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.kex.KexProposalOption;

/**
 * What both sides of a connection agreed on.
 *
 * @param server what the server calls itself
 */
record Agreement(String server, String keyExchange, String hostKey, String cipher) {

    static Agreement of(ClientSession session) {
        return new Agreement(
                session.getServerVersion(),
                session.getNegotiatedKexParameter(KexProposalOption.ALGORITHMS),
                session.getNegotiatedKexParameter(KexProposalOption.SERVERKEYS),
                session.getNegotiatedKexParameter(KexProposalOption.C2SENC));
    }

    boolean postQuantum() {
        return Algorithms.isPostQuantum(keyExchange);
    }
}
