package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.file.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;

/**
 * The keys of one login in the order in which they are offered, as ssh has it: files whose key the
 * agent holds, the agent's other keys, then the other files.
 *
 * @param agent open for as long as it may have to sign
 * @param notOffered each with the reason
 */
record KeyOffer(List<LoginKey> keys, Optional<AgentSocket> agent, List<String> notOffered)
        implements AutoCloseable {

    static KeyOffer of(
            List<Candidate> candidates,
            Optional<Path> socket,
            boolean onlyNamed,
            WatchedPrompts person,
            List<String> unusable) {
        List<String> notes = new ArrayList<>(unusable);
        Optional<AgentSocket> agent = connect(socket, notes);
        List<Map.Entry<PublicKey, String>> held = held(agent, socket, notes);
        Optional<PatientAgent> signing = agent.map(open -> new PatientAgent(open, person));
        List<LoginKey> first = new ArrayList<>();
        List<LoginKey> others = new ArrayList<>();
        List<LoginKey> files = new ArrayList<>();
        for (Candidate candidate : candidates) {
            List<LoginKey> inAgent =
                    held.stream()
                            .filter(key -> candidate.is(key.getKey()))
                            .<LoginKey>map(key -> ofAgent(signing.orElseThrow(), key))
                            .toList();
            inAgent.forEach(
                    key ->
                            first.addAll(
                                    KeyUtils.compareKeys(candidate.publicKey(), key.publicKey())
                                            ? candidate.offers(key)
                                            : List.of(key)));
            if (inAgent.isEmpty()) {
                files.addAll(ofFile(candidate, person.somebody(), notes));
            }
        }
        for (Map.Entry<PublicKey, String> key : held) {
            if (!onlyNamed && candidates.stream().noneMatch(one -> one.is(key.getKey()))) {
                others.add(ofAgent(signing.orElseThrow(), key));
            }
        }
        first.addAll(others);
        first.addAll(files);
        return new KeyOffer(List.copyOf(first), agent, List.copyOf(notes));
    }

    private static Optional<AgentSocket> connect(Optional<Path> socket, List<String> notes) {
        if (socket.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(AgentSocket.connect(socket.get()));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            notes.add("ssh-agent at %s does not answer: %s".formatted(socket.get(), Reason.of(e)));
            return Optional.empty();
        }
    }

    private static List<Map.Entry<PublicKey, String>> held(
            Optional<AgentSocket> agent, Optional<Path> socket, List<String> notes) {
        if (agent.isEmpty()) {
            return List.of();
        }
        try {
            List<AgentSocket.Held> all = agent.get().held();
            if (all.isEmpty()) {
                notes.add("ssh-agent holds no key");
            }
            List<Map.Entry<PublicKey, String>> held = new ArrayList<>();
            for (AgentSocket.Held one : all) {
                one.key()
                        .ifPresentOrElse(
                                key -> held.add(Map.entry(key, one.comment())),
                                () -> notes.add(unknown(one.type(), "agent: " + one.comment())));
            }
            return held;
        } catch (IOException e) {
            notes.add("ssh-agent at %s: %s".formatted(socket.orElseThrow(), Reason.of(e)));
            return List.of();
        }
    }

    /** What is said of a key whose type cannot be offered. */
    static String unknown(String type, String origin) {
        String hint =
                type.startsWith("sk-") && type.contains("-cert-")
                        ? ", as certificates of security keys; the key alone can be"
                        : "";
        return "%s (%s): cannot be offered%s"
                .formatted(Interaction.printable(type), Interaction.printable(origin), hint);
    }

    private static LoginKey ofAgent(PatientAgent agent, Map.Entry<PublicKey, String> key) {
        return new LoginKey.OfAgent(agent, key.getKey(), key.getValue());
    }

    private static List<LoginKey> ofFile(Candidate candidate, boolean canAsk, List<String> notes) {
        if (candidate.lock().isEmpty()) {
            notes.add(candidate.name() + ": only its public half is here, and no agent has it");
            return List.of();
        }
        if (!candidate.lock().get().isOpen() && !canAsk) {
            notes.add(candidate.name() + ": encrypted");
            return List.of();
        }
        return candidate.offers(candidate.ofFile().orElseThrow());
    }

    @Override
    public void close() {
        try {
            if (agent.isPresent()) {
                agent.get().close();
            }
        } catch (IOException e) {
            // The login that was made stands: to fail here would leave it open, and nobody with it.
            return;
        }
    }
}
