package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.ssh.config.HostSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;

/** The SSH library, set up for one connection: nothing of it is left to its defaults. */
final class ClientSetup {
    private static final String KEEPALIVE = "keepalive@openssh.com";

    private ClientSetup() {}

    static SshClient client(
            HostKeyCheck hostKey,
            List<NamedFactory<Signature>> hostKeyAlgorithms,
            List<UserAuthFactory> methods,
            SshTimings timings) {
        SshClient client = SshClient.setUpDefaultClient();
        // sshd's defaults accept every host key, and read ~/.ssh on their own.
        client.setServerKeyVerifier(hostKey);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setUserAuthFactories(methods);
        client.setSignatureFactories(hostKeyAlgorithms);
        client.setKeyExchangeFactories(KeyExchanges.checkedBy(hostKey));
        client.setCipherFactories(List.copyOf(Algorithms.CIPHERS));
        client.setMacFactories(List.copyOf(Algorithms.MACS));
        client.setNioWorkers(2);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, timings.heartbeat());
        CoreModuleProperties.HEARTBEAT_REQUEST.set(client, KEEPALIVE);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, timings.unanswered());
        // Who types a passphrase needs longer than a server: Handshake keeps the time.
        CoreModuleProperties.AUTH_TIMEOUT.set(client, Duration.ZERO);
        // A long quiet command is no idle connection: the heartbeat decides.
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        return client;
    }

    /**
     * In the configuration's order.
     *
     * @param canAsk whether anybody could type a password
     */
    static List<UserAuthFactory> methods(
            HostSettings settings, List<LoginKey> keys, boolean canAsk, LoginTrace trace) {
        List<UserAuthFactory> methods = new ArrayList<>();
        for (String method : settings.methods()) {
            if (method.equals(UserAuthPublicKeyFactory.NAME)) {
                methods.add(new KeyLogin.Factory(keys, trace));
            } else if (!canAsk) {
                methods.add(new NobodyTypes.Factory(method, trace));
            } else if (method.equals(UserAuthPasswordFactory.NAME)) {
                methods.add(UserAuthPasswordFactory.INSTANCE);
            } else {
                methods.add(UserAuthKeyboardInteractiveFactory.INSTANCE);
            }
        }
        return methods;
    }
}
