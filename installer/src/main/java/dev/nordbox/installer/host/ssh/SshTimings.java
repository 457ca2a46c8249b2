package dev.nordbox.installer.host.ssh;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a connection waits for the other side.
 *
 * @param connect for one address to answer
 * @param login from the first byte to the end of the login
 * @param signature for an agent to sign, which may take a person; the login's time rests meanwhile
 * @param heartbeat between two questions whether the host is still there
 * @param unanswered heartbeats after which the connection counts as lost
 */
public record SshTimings(
        Duration connect, Duration login, Duration signature, Duration heartbeat, int unanswered) {

    /**
     * A dead peer is found out after 40 s; a host under load has 30 s to answer a login. sshd ends
     * one after two minutes, unless it is told otherwise.
     */
    public static final SshTimings DEFAULT =
            new SshTimings(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(10),
                    3);

    SshTimings loginWithin(Duration limit) {
        return new SshTimings(
                shorter(connect, limit), limit, shorter(signature, limit), heartbeat, unanswered);
    }

    /** ConnectTimeout of a configuration, when it names one. */
    SshTimings connectWithin(Optional<Duration> limit) {
        return new SshTimings(limit.orElse(connect), login, signature, heartbeat, unanswered);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
