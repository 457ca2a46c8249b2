package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.ssh.LoginKey.NoSignature;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * An agent that may have to wait for somebody: a touch, a PIN, a click. It is said what it waits
 * for, and no deadline runs meanwhile.
 */
record PatientAgent(AgentSocket agent, WatchedPrompts person) {
    /** A key in memory signs before anybody wonders. */
    private static final Duration SILENT = Duration.ofSeconds(3);

    /**
     * @param name of the key, for people
     * @throws NoSignature when the agent does not sign: another key may do
     */
    byte[] signature(PublicKey key, String name, String algorithm, byte[] data) throws NoSignature {
        String shown = Interaction.printable(name);
        try {
            if (HostKeyAlgorithms.isHardware(key)) {
                person.tell("touch the security key (%s)".formatted(shown));
                return person.signing(() -> agent.signature(key, algorithm, data));
            }
            CompletableFuture<Void> wonder =
                    CompletableFuture.runAsync(
                            () -> person.tell("waiting for the agent to sign with " + shown),
                            later());
            try {
                return person.signing(() -> agent.signature(key, algorithm, data));
            } finally {
                wonder.cancel(false);
            }
        } catch (IOException e) {
            throw new NoSignature(e.getMessage());
        }
    }

    private static Executor later() {
        return CompletableFuture.delayedExecutor(SILENT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
