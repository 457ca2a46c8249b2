package dev.nordbox.installer.host.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.jspecify.annotations.Nullable;

/** What one login offered and what the server said to it: the material of a useful refusal. */
final class LoginTrace implements PublicKeyAuthenticationReporter {
    private final Map<String, String> origins = new ConcurrentHashMap<>();
    private final Set<String> offered = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();
    private List<String> accepted = List.of();
    private boolean partial;

    LoginTrace(KeyRing keys) {
        keys.open().forEach((file, pair) -> origin(pair.getPublic(), file.toString()));
        notes.addAll(keys.notOffered());
    }

    synchronized void agentHolds(List<Map.Entry<PublicKey, String>> keys) {
        keys.forEach(key -> origin(key.getKey(), "agent: " + key.getValue()));
        if (keys.isEmpty()) {
            notes.add("ssh-agent holds no key");
        }
    }

    synchronized void agentSilent(Path socket, IOException reason) {
        notes.add("ssh-agent at " + socket + " does not answer: " + reason.getMessage());
    }

    private void origin(PublicKey key, String from) {
        origins.putIfAbsent(KeyUtils.getFingerPrint(key), from);
    }

    @Override
    public synchronized void signalAuthenticationAttempt(
            ClientSession session, String service, KeyPair identity, String signature) {
        String fingerprint = KeyUtils.getFingerPrint(identity.getPublic());
        offered.add(
                "%s %s (%s)"
                        .formatted(
                                KeyUtils.getKeyType(identity.getPublic()),
                                fingerprint,
                                origins.getOrDefault(fingerprint, "?")));
    }

    @Override
    public synchronized void signalAuthenticationFailure(
            ClientSession session,
            String service,
            @Nullable KeyPair identity,
            boolean accepts,
            List<String> serverMethods) {
        accepted = List.copyOf(serverMethods);
        partial |= accepts;
    }

    synchronized List<String> offered() {
        return List.copyOf(offered);
    }

    /** Keys that were not offered, each with the reason. */
    synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    /** Methods the server goes on accepting; empty when it took no key at all. */
    synchronized List<String> accepted() {
        return accepted;
    }

    /** A key was taken, and the server wants something else on top. */
    synchronized boolean partial() {
        return partial;
    }
}
