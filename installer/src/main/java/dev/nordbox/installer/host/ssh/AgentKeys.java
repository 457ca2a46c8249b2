package dev.nordbox.installer.host.ssh;

import java.io.IOException;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.jspecify.annotations.Nullable;

/** Offers the agent's keys to a login. The agent is never forwarded to the host. */
final class AgentKeys implements SshAgentFactory {
    private final AgentOffer offer;
    private final LoginTrace trace;

    AgentKeys(AgentOffer offer, LoginTrace trace) {
        this.offer = offer;
        this.trace = trace;
    }

    @Override
    public @Nullable SshAgent createClient(@Nullable Session session, FactoryManager manager) {
        try {
            AgentSocket agent = AgentSocket.connect(offer);
            trace.agentHolds(agent.getIdentities());
            return agent;
        } catch (IOException e) {
            trace.agentSilent(offer.socket(), e);
            return null;
        }
    }

    @Override
    public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
        return List.of();
    }

    @Override
    public SshAgentServer createServer(ConnectionService service) throws IOException {
        throw new IOException("the agent is not forwarded");
    }
}
