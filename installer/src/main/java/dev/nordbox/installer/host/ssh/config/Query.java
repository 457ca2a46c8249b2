package dev.nordbox.installer.host.ssh.config;

import java.util.Optional;

/**
 * The host that a configuration is asked about.
 *
 * @param host as it was typed
 * @param user when one was typed: it wins over the files
 * @param port when one was typed: it wins over the files
 */
public record Query(String host, Optional<String> user, Optional<Integer> port) {}
