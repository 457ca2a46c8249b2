package dev.nordbox.installer.facts;

import java.util.Optional;

/**
 * Whom the installer speaks as.
 *
 * @param user name of the login
 * @param root whether the facts were gathered with root's rights, directly or through sudo; without
 *     them many facts are missing
 * @param sudoRefusal what sudo said when it refused
 * @param sshClientAddress the operator's address as the host sees it; empty when not over SSH
 * @param sshPort the host's own port that the session came in by
 */
public record Login(
        String user,
        boolean root,
        Optional<String> sudoRefusal,
        Optional<String> sshClientAddress,
        Optional<Integer> sshPort) {}
