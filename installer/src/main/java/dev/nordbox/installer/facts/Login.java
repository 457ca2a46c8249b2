package dev.nordbox.installer.facts;

import dev.nordbox.installer.problem.Problem;
import java.util.Optional;
import java.util.Set;

/**
 * Whom the installer speaks as.
 *
 * @param user name of the login
 * @param root whether the facts were gathered with root's rights, directly or through sudo; without
 *     them many facts are missing
 * @param rootRefusal what sudo or doas said when it refused, and what helps with that one
 * @param sshClientAddress the operator's address as the host sees it; empty when not over SSH
 * @param sshPort the host's own port that the session came in by
 * @param sshdPorts ports that sshd's configuration has it listen on, other than for the host itself
 * @param byKey whether a key let this login in, and nothing else was needed
 * @param doors how sshd lets people in
 */
public record Login(
        String user,
        boolean root,
        Optional<Problem> rootRefusal,
        Optional<String> sshClientAddress,
        Optional<Integer> sshPort,
        Set<Integer> sshdPorts,
        boolean byKey,
        SshDoors doors) {

    public Login {
        sshdPorts = Set.copyOf(sshdPorts);
    }
}
