package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that a login may offer; grows when a person unlocks one. */
final class KeyRing {
    private static final int ATTEMPTS = 3;

    private final PassphrasePrompt prompt;
    private Optional<AgentOffer> agent = Optional.empty();
    private final Map<Path, KeyPair> open = new LinkedHashMap<>();
    private final List<KeyFile> locked = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();

    private KeyRing(PassphrasePrompt prompt) {
        this.prompt = prompt;
    }

    /** Only the key that was asked for; else the agent's, then the default files. */
    static KeyRing gather(Optional<Path> identity, SshEnvironment environment, PassphrasePrompt ask)
            throws HostException {
        KeyRing ring = new KeyRing(ask);
        if (identity.isPresent()) {
            ring.require(identity.get(), environment);
            return ring;
        }
        ring.agent = environment.agentSocket().map(at -> new AgentOffer(at, Optional.empty()));
        environment.defaultKeys().stream().filter(Files::isRegularFile).forEach(ring::tryDefault);
        return ring;
    }

    private void require(Path file, SshEnvironment environment) throws HostException {
        if (!Files.isRegularFile(file)) {
            throw refused("there is no such key file", file, "name an existing private key");
        }
        KeyFile key = new KeyFile(file);
        try {
            Optional<KeyPair> pair = key.read();
            if (pair.isPresent()) {
                open.put(file, pair.get());
                return;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw refused(
                    "not a readable private key: " + reason(e),
                    file,
                    "name the private half (without .pub), readable by you");
        }
        agent = agentWith(key, environment);
        locked.add(key);
        if (agent.isEmpty() && !unlock()) {
            throw refused(
                    "the key is encrypted, and no passphrase for it was given",
                    file,
                    "run in a terminal, or `ssh-add " + file + "` so that an agent signs");
        }
    }

    /** An agent that has the encrypted key unlocked already. */
    private static Optional<AgentOffer> agentWith(KeyFile key, SshEnvironment environment) {
        Optional<PublicKey> half = key.publicHalf();
        return environment
                .agentSocket()
                .filter(socket -> half.isPresent())
                .map(socket -> new AgentOffer(socket, half))
                .filter(AgentOffer::holdsSomething);
    }

    private void tryDefault(Path file) {
        KeyFile key = new KeyFile(file);
        try {
            key.read().ifPresentOrElse(pair -> open.put(file, pair), () -> locked.add(key));
        } catch (IOException | GeneralSecurityException e) {
            unusable.add(file + ": " + reason(e));
        }
    }

    /** Asks for the passphrases of locked keys; true when one more key can be offered. */
    boolean unlock() {
        boolean more = false;
        for (KeyFile key : List.copyOf(locked)) {
            locked.remove(key);
            Optional<KeyPair> pair = ask(key);
            if (pair.isPresent()) {
                open.put(key.path(), pair.get());
                more = true;
            } else {
                unusable.add(key.path() + ": encrypted, no passphrase given");
            }
        }
        return more;
    }

    private Optional<KeyPair> ask(KeyFile key) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<char[]> passphrase = prompt.ask(key.path(), attempt);
            if (passphrase.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(key.read(passphrase.get()));
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                // A wrong passphrase shows as any of these: ask again.
                continue;
            } finally {
                Arrays.fill(passphrase.get(), '\0');
            }
        }
        return Optional.empty();
    }

    Optional<AgentOffer> agent() {
        return agent;
    }

    Map<Path, KeyPair> open() {
        return Map.copyOf(open);
    }

    /** In the order in which they are offered. */
    List<KeyPair> pairs() {
        return List.copyOf(open.values());
    }

    /** Files that were not offered, each with the reason. */
    List<String> notOffered() {
        List<String> all = new ArrayList<>(unusable);
        locked.forEach(key -> all.add(key.path() + ": encrypted"));
        return all;
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static HostException refused(String what, Path file, String remedy) {
        return new HostException(
                ExitCode.LOGIN_REFUSED, new Problem(what, "--identity " + file, remedy));
    }
}
